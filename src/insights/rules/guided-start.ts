// How far a new clinic is, and what is missing, from its facts alone.
// - A step is done when nothing is missing that it needs; advice does not hold it back, and a later fact can open it again.
// - Three initiatives at a time: the first three steps that are not done are for now, the others for later.
// - What follows from something that is missing is not named beside it: no account, so nothing sent.

export const startSteps = ['records', 'audit', 'types', 'hours', 'channels', 'campaign'] as const
export type StartStep = (typeof startSteps)[number]

export const startGaps = [
  'no_patients',
  'no_visits',
  'no_consent',
  'not_measured',
  'being_measured',
  'questions_open',
  'no_type',
  'no_services',
  'no_hours',
  'types_without_service',
  'no_account',
  'only_loopback',
  'links_open_nowhere',
  'nothing_sent',
  'no_campaign',
  'not_started',
] as const
export type StartGap = (typeof startGaps)[number]

export interface StartFacts {
  readonly hasPatients: boolean
  readonly hasVisits: boolean
  /** Somebody may be written to. */
  readonly hasConsent: boolean
  readonly audit: 'none' | 'under_way' | 'measured'
  readonly questionsOpen: number
  readonly typesOn: number
  /** Types that are on and name services of which the clinic has none: nobody can book what they ask for. */
  readonly typesWithoutService: number
  readonly hasServices: boolean
  readonly hasHours: boolean
  /** Accounts that have not ended. */
  readonly accounts: number
  /** Of those, whose messages reach people: a loopback's stay inside. */
  readonly realAccounts: number
  /** Links in messages open outside of this network. */
  readonly linksOpen: boolean
  /** A real account handed a message on. */
  readonly hasSent: boolean
  readonly campaigns: number
  readonly campaignsStarted: number
}

export interface FoundGap {
  readonly what: StartGap
  /** How many; null: it is there or not. */
  readonly count: number | null
  /** Worth doing, and no reason to wait. */
  readonly isAdvice: boolean
}

export interface JudgedStep {
  readonly step: StartStep
  readonly place: 'done' | 'now' | 'later'
  readonly gaps: readonly FoundGap[]
}

const atOnce = 3

export function judgeStart(facts: StartFacts): readonly JudgedStep[] {
  const steps = startSteps.map((step) => ({ step, gaps: gapsOf[step](facts) }))
  const open = steps.filter(({ gaps }) => gaps.some(({ isAdvice }) => !isAdvice)).map(({ step }) => step)
  const now = new Set(open.slice(0, atOnce))
  return steps.map(({ step, gaps }) => ({
    step,
    gaps,
    place: !open.includes(step) ? 'done' : now.has(step) ? 'now' : 'later',
  }))
}

const gapsOf: Readonly<Record<StartStep, (facts: StartFacts) => readonly FoundGap[]>> = {
  records: ({ hasPatients, hasVisits, hasConsent }) => {
    if (!hasPatients) return [gap('no_patients')]
    return [...(hasVisits ? [] : [gap('no_visits')]), ...(hasConsent ? [] : [advice('no_consent')])]
  },
  audit: ({ audit, questionsOpen }) => [
    ...(audit === 'none' ? [gap('not_measured')] : audit === 'under_way' ? [gap('being_measured')] : []),
    ...(questionsOpen > 0 ? [gap('questions_open', questionsOpen)] : []),
  ],
  types: ({ typesOn }) => (typesOn === 0 ? [gap('no_type')] : []),
  hours: ({ hasServices, hasHours, typesWithoutService }) => [
    ...(hasServices ? [] : [gap('no_services')]),
    ...(hasHours ? [] : [gap('no_hours')]),
    ...(hasServices && typesWithoutService > 0 ? [gap('types_without_service', typesWithoutService)] : []),
  ],
  channels: ({ accounts, realAccounts, linksOpen, hasSent }) => {
    if (accounts === 0) return [gap('no_account')]
    if (realAccounts === 0) return [gap('only_loopback')]
    return [...(linksOpen ? [] : [gap('links_open_nowhere')]), ...(hasSent ? [] : [gap('nothing_sent')])]
  },
  campaign: ({ campaigns, campaignsStarted }) => {
    if (campaigns === 0) return [gap('no_campaign')]
    return campaignsStarted === 0 ? [gap('not_started', campaigns)] : []
  },
}

function gap(what: StartGap, count: number | null = null): FoundGap {
  return { what, count, isAdvice: false }
}

function advice(what: StartGap): FoundGap {
  return { what, count: null, isAdvice: true }
}
