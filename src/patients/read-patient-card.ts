import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { effectiveConsent } from './effective-consent.ts'
import { type ConsentPurpose, type ConsentState, consentPurposes } from './rules/consent.ts'

export interface CardContact {
  readonly contactPointId: string
  readonly channel: 'sms' | 'call' | 'email'
  /** E.164 or an e-mail address, whole: the caller masks it for those who may not see it. */
  readonly value: string
  readonly use: 'mobile' | 'home' | 'work' | 'unknown'
  readonly rank: number
  readonly isInvalid: boolean
  readonly consents: readonly { readonly purpose: ConsentPurpose; readonly state: ConsentState }[]
}

export interface CardPerson {
  readonly id: string
  readonly source: string
  readonly externalId: string
  readonly fullName: string
  readonly givenName: string | null
  readonly birthDate: Temporal.PlainDate | null
  readonly sex: 'female' | 'male' | 'other' | 'unknown'
  readonly language: 'en' | 'pl' | 'ru' | 'ms' | null
  readonly address: string | null
  readonly city: string | null
  readonly postcode: string | null
  readonly isDeceased: boolean
  readonly deceasedAt: Temporal.Instant | null
  readonly mergedInto: string | null
  readonly leftAt: Temporal.Instant | null
  readonly leftReason: string | null
  readonly safeContact: 'normal' | 'confidential' | 'none'
  readonly registeredAt: Temporal.Instant | null
}

export interface HouseholdMember {
  readonly patientId: string
  readonly fullName: string
  readonly birthDate: Temporal.PlainDate | null
  /** The address they share. */
  readonly value: string
}

export interface PatientCardFacts {
  readonly person: CardPerson
  /** Current ones, the preferred first; a phone appears for texts and for calls. */
  readonly contacts: readonly CardContact[]
  /** Others who are reached at the same number or address. */
  readonly household: readonly HouseholdMember[]
}

/** What this module knows of one patient; null: there is no such patient. */
export async function readPatientCard(
  db: ModuleDb<'patients'>,
  patientId: string,
): Promise<PatientCardFacts | null> {
  const [person] = await db.sql<CardPerson>(sql`
    select id, source, external_id as "externalId", full_name as "fullName", given_name as "givenName",
      birth_date as "birthDate", sex, language, address, city, postcode, is_deceased as "isDeceased",
      deceased_at as "deceasedAt", merged_into as "mergedInto", left_at as "leftAt", left_reason as "leftReason",
      safe_contact as "safeContact", registered_at as "registeredAt"
    from patients.patient where clinic_id = ${db.clinicId} and id = ${patientId}`)
  if (person === undefined) return null
  return {
    person,
    contacts: await readContacts(db, patientId),
    household: await readHousehold(db, patientId),
  }
}

type ContactRow = Omit<CardContact, 'channel' | 'consents'> & { readonly kind: 'phone' | 'email' }

async function readContacts(db: ModuleDb<'patients'>, patientId: string): Promise<readonly CardContact[]> {
  const rows = await db.sql<ContactRow>(sql`
    select c.id as "contactPointId", c.kind, c.value, o.use, o.rank, c.validity = 'invalid' as "isInvalid"
    from patients.patient_contact o
    join patients.contact_point c on c.clinic_id = o.clinic_id and c.id = o.contact_point_id
    where o.clinic_id = ${db.clinicId} and o.patient_id = ${patientId} and o.ended_at is null
    order by o.rank, c.id`)
  const lines = rows.flatMap((row) => channelsOf(row.kind).map((channel) => ({ row, channel })))
  const questions = lines.flatMap(({ row, channel }) =>
    consentPurposes.map((purpose) => ({ patientId, contactPointId: row.contactPointId, channel, purpose })),
  )
  const answers = await effectiveConsent(db, questions)
  return lines.map(({ row, channel }, at) => {
    const { kind: _, ...contact } = row
    const states = answers.slice(at * consentPurposes.length, (at + 1) * consentPurposes.length)
    return {
      ...contact,
      channel,
      consents: consentPurposes.flatMap((purpose, index) => {
        const state = states[index]?.state
        return state === undefined ? [] : [{ purpose, state }]
      }),
    }
  })
}

function channelsOf(kind: 'phone' | 'email'): readonly CardContact['channel'][] {
  return kind === 'phone' ? ['sms', 'call'] : ['email']
}

async function readHousehold(
  db: ModuleDb<'patients'>,
  patientId: string,
): Promise<readonly HouseholdMember[]> {
  return db.sql<HouseholdMember>(sql`
    select distinct on (p.id) p.id as "patientId", p.full_name as "fullName", p.birth_date as "birthDate", c.value
    from patients.patient_contact mine
    join patients.patient_contact theirs
      on theirs.clinic_id = mine.clinic_id and theirs.contact_point_id = mine.contact_point_id
        and theirs.patient_id <> mine.patient_id and theirs.ended_at is null
    join patients.contact_point c on c.clinic_id = mine.clinic_id and c.id = mine.contact_point_id
    join patients.patient p on p.clinic_id = theirs.clinic_id and p.id = theirs.patient_id
    where mine.clinic_id = ${db.clinicId} and mine.patient_id = ${patientId} and mine.ended_at is null
      and p.merged_into is null
    order by p.id, c.value
    limit 20`)
}
