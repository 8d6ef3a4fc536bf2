// What the consent ledger says about one contact: contact point × channel × purpose × patient.
// - Nothing written is not consent: the answer is 'missing', never 'given'.
// - What a person closed, only a person opens again: an imported or declared row never outranks an opt-out.
// - An opt-out belongs to the address (whoever holds it) and to the patient (whatever number comes next).
// - The newest row counts; of two at the same moment the withdrawal does.

export type ContactChannel = 'sms' | 'email' | 'call' | 'letter'

export const consentPurposes = [
  'visit_admin',
  'care_recall',
  'reactivation',
  'feedback',
  'marketing',
] as const

export type ConsentPurpose = (typeof consentPurposes)[number]

export type ConsentMethod =
  | 'import'
  | 'declared'
  | 'sms'
  | 'email'
  | 'link'
  | 'page'
  | 'front_desk'
  | 'call'
  | 'provider'

export type ConsentState = 'given' | 'withdrawn' | 'expired' | 'missing'

export interface ConsentRow {
  readonly id: string
  readonly contactPointId: string
  /** Null: whoever is reached there. */
  readonly patientId: string | null
  readonly channel: ContactChannel | 'any'
  readonly purpose: ConsentPurpose | 'all'
  readonly state: 'given' | 'withdrawn'
  readonly at: Temporal.Instant
  readonly method: ConsentMethod
  readonly expiresAt: Temporal.Instant | null
}

export interface ConsentQuestion {
  readonly contactPointId: string
  readonly patientId: string
  readonly channel: ContactChannel
  readonly purpose: ConsentPurpose
  /** The moment asked about: later rows do not count. */
  readonly at: Temporal.Instant
}

export function consentState(ledger: readonly ConsentRow[], question: ConsentQuestion): ConsentState {
  const rows = ledger.filter((row) => isAbout(row, question)).sort(newestFirst)
  const here = rows.filter(
    (row) =>
      row.contactPointId === question.contactPointId &&
      (row.patientId === null || row.patientId === question.patientId),
  )
  const ofPatient = rows.filter((row) => row.patientId === question.patientId)
  if (isClosed(here) || isClosed(ofPatient)) return 'withdrawn'
  const [newest] = here
  if (newest === undefined) return 'missing'
  const hasExpired = newest.expiresAt !== null && Temporal.Instant.compare(newest.expiresAt, question.at) <= 0
  return hasExpired ? 'expired' : 'given'
}

function isAbout(row: ConsentRow, question: ConsentQuestion): boolean {
  return (
    (row.channel === 'any' || row.channel === question.channel) &&
    (row.purpose === 'all' || row.purpose === question.purpose) &&
    Temporal.Instant.compare(row.at, question.at) <= 0
  )
}

function isClosed(newestFirstRows: readonly ConsentRow[]): boolean {
  const byPerson = newestFirstRows.find((row) => row.method !== 'import' && row.method !== 'declared')
  return byPerson?.state === 'withdrawn' || newestFirstRows[0]?.state === 'withdrawn'
}

function newestFirst(one: ConsentRow, other: ConsentRow): number {
  const byTime = Temporal.Instant.compare(other.at, one.at)
  if (byTime !== 0) return byTime
  if (one.state !== other.state) return one.state === 'withdrawn' ? -1 : 1
  return one.id < other.id ? 1 : -1
}
