// Which data is too thin to say something from.
// - Each finding is a count and what it is of, never a patient; "enough" is said too, so that silence is no answer.
// - Missing: nothing can be said. Thin: what is said holds for a part only.

export const dataKinds = [
  'history',
  'birth_date',
  'reachable',
  'consent',
  'visit_kind',
  'visit_value',
  'last_visit',
  'duplicates',
  'types_too_few',
] as const
export type DataKind = (typeof dataKinds)[number]

export const dataLevels = ['enough', 'thin', 'missing'] as const
export type DataLevel = (typeof dataLevels)[number]

export interface DataFacts {
  /** Living patients, duplicates merged. */
  readonly patients: number
  readonly withBirthDate: number
  /** A phone number or an e-mail address that is not known to be wrong. */
  readonly reachable: number
  readonly withConsent: number
  readonly withLastVisit: number
  readonly duplicatesSuspected: number
  readonly visits: number
  readonly visitsWithKind: number
  readonly visitsWithValue: number
  /** From the first visit on record to today. */
  readonly historyMonths: number
  /** Recall types looked at, and how many of them had 30 or more due. */
  readonly types: number
  readonly typesWithEnoughDue: number
}

export interface DataFinding {
  readonly kind: DataKind
  readonly level: DataLevel
  readonly count: number
  /** What `count` is of; null: `count` stands alone (months of history). */
  readonly of: number | null
}

/** The share from which there is enough, and below which there is as good as nothing. */
const shares = {
  birth_date: { enough: 0.9, some: 0.3 },
  reachable: { enough: 0.8, some: 0.2 },
  consent: { enough: 0.8, some: 0.1 },
  visit_kind: { enough: 0.9, some: 0.3 },
  visit_value: { enough: 0.8, some: 0.1 },
  last_visit: { enough: 0.9, some: 0.3 },
  types_too_few: { enough: 1, some: 0.01 },
} as const

/** A look back needs the year it looks at and the year before that, when its cycles began. */
const monthsEnough = 24
const monthsSome = 12
const duplicatesBearable = 0.02

export function judgeData(facts: DataFacts): readonly DataFinding[] {
  const part = (kind: keyof typeof shares, count: number, of: number): DataFinding => ({
    kind,
    level: levelOf(count, of, shares[kind]),
    count,
    of,
  })
  const { historyMonths, duplicatesSuspected, patients, visits } = facts
  return [
    {
      kind: 'history',
      level: historyMonths >= monthsEnough ? 'enough' : historyMonths >= monthsSome ? 'thin' : 'missing',
      count: historyMonths,
      of: null,
    },
    part('birth_date', facts.withBirthDate, patients),
    part('reachable', facts.reachable, patients),
    part('consent', facts.withConsent, patients),
    part('visit_kind', facts.visitsWithKind, visits),
    part('visit_value', facts.visitsWithValue, visits),
    part('last_visit', facts.withLastVisit, patients),
    {
      kind: 'duplicates',
      level: duplicatesSuspected <= patients * duplicatesBearable ? 'enough' : 'thin',
      count: duplicatesSuspected,
      of: patients,
    },
    part('types_too_few', facts.typesWithEnoughDue, facts.types),
  ]
}

function levelOf(
  count: number,
  of: number,
  { enough, some }: { readonly enough: number; readonly some: number },
): DataLevel {
  if (of === 0 || count / of < some) return 'missing'
  return count / of >= enough ? 'enough' : 'thin'
}
