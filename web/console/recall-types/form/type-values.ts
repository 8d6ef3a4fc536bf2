import type { RecallTypeDetail, RecallTypes } from '../../../../src/recall/contract/recall-type-pages.ts'
import type { TypesWish } from '../use-type-changes.ts'

type Definition = RecallTypeDetail['definition']
export type Language = RecallTypes['language']
export type DefinedType = Extract<TypesWish, { readonly kind: 'define' }>['type']
type Trigger = Definition['triggers'][number]
export type OwnTriggerKind = Exclude<Trigger['kind'], 'any_visit' | 'never_done'>

/** A number field: empty while nothing stands in it. */
export type NumberValue = number | ''

export interface CodeGroup {
  system: string
  codes: string[]
}

export interface TriggerValue extends CodeGroup {
  kind: OwnTriggerKind
}

/** What stands in the fields of the form. */
export interface TypeValues {
  /** Empty: the name in the clinic's language. */
  names: Record<Language, string>
  specialty: RecallTypeDetail['specialty']
  serviceKeys: string[]
  minutes: NumberValue
  triggers: TriggerValue[]
  /** For whom it was never done here: nobody, whoever came for anything, everybody it is for. */
  fallback: 'none' | 'any_visit' | 'never_done'
  rhythm: 'again' | 'once'
  months: NumberValue
  days: NumberValue
  dueSoonDays: NumberValue
  lapses: 'after' | 'never'
  graceDays: NumberValue
  ageFrom: NumberValue
  ageTo: NumberValue
  sex: 'any' | 'female' | 'male'
  conditions: CodeGroup[]
  excludedConditions: CodeGroup[]
  riskConditions: CodeGroup[]
  riskMonths: NumberValue
  riskDays: NumberValue
  supersededBy: string[]
  sharesTriggers: boolean
  succeeds: string[]
  priority: NumberValue
  benchmark: NonNullable<Definition['benchmark']> | 'none'
  source: string
  sourceUrl: string
  reviewOn: string
}

/** The word that packs use for the clinic's own services. */
const ownServices = 'service'

export const newTrigger: TriggerValue = { kind: 'visit', system: ownServices, codes: [] }

/** A new type: once a year after a visit of its own, with the times that most packs use. */
export function newValues(specialty: TypeValues['specialty']): TypeValues {
  return {
    names: { en: '', pl: '', ru: '', ms: '' },
    specialty,
    serviceKeys: [],
    minutes: '',
    triggers: [newTrigger],
    fallback: 'none',
    rhythm: 'again',
    months: 12,
    days: 0,
    dueSoonDays: 30,
    lapses: 'after',
    graceDays: 92,
    ageFrom: '',
    ageTo: '',
    sex: 'any',
    conditions: [],
    excludedConditions: [],
    riskConditions: [],
    riskMonths: 6,
    riskDays: 0,
    supersededBy: [],
    sharesTriggers: true,
    succeeds: [],
    priority: 40,
    benchmark: 'none',
    source: '',
    sourceUrl: '',
    reviewOn: '',
  }
}

/** A type as there is one, the clinic's own words before the pack's. */
export function valuesOf(
  detail: Pick<RecallTypeDetail, 'definition' | 'ownWords' | 'specialty' | 'state'>,
): TypeValues {
  const type = detail.state === 'off' ? (detail.ownWords ?? detail.definition) : detail.definition
  const usual = newValues(detail.specialty)
  const { interval, risk } = type
  return {
    ...usual,
    names: { ...type.names },
    serviceKeys: [...type.serviceKeys],
    minutes: type.minutes ?? '',
    triggers: type.triggers.flatMap((trigger) => ownTrigger(trigger) ?? []),
    fallback: type.triggers.map(({ kind }) => kind).find(isFallback) ?? 'none',
    ...(interval === 'once' ? { rhythm: 'once' } : interval),
    dueSoonDays: type.dueSoonDays,
    ...(type.graceDays === 'never' ? { lapses: 'never' } : { graceDays: type.graceDays }),
    ageFrom: type.age?.from ?? '',
    ageTo: type.age?.to ?? '',
    sex: type.sex ?? 'any',
    conditions: groupsOf(type.conditions),
    excludedConditions: groupsOf(type.excludedConditions),
    riskConditions: groupsOf(risk?.conditions),
    ...(risk ? { riskMonths: risk.interval.months, riskDays: risk.interval.days } : {}),
    supersededBy: [...type.supersededBy],
    sharesTriggers: type.sharesTriggers,
    succeeds: [...type.succeeds],
    priority: type.priority,
    benchmark: type.benchmark ?? 'none',
    source: type.source,
    sourceUrl: type.sourceUrl ?? '',
    reviewOn: type.reviewOn ?? '',
  }
}

function isFallback(kind: Trigger['kind']): kind is 'any_visit' | 'never_done' {
  return kind === 'any_visit' || kind === 'never_done'
}

function ownTrigger(trigger: Trigger): TriggerValue | null {
  if (trigger.kind === 'any_visit' || trigger.kind === 'never_done') return null
  return { kind: trigger.kind, system: trigger.system ?? '', codes: [...(trigger.codes ?? [])] }
}

function groupsOf(groups: Definition['conditions']): CodeGroup[] {
  return (groups ?? []).map(({ system, codes }) => ({ system, codes: [...codes] }))
}

/** The type that the fields say, once `faultsOf` finds nothing wrong with them. */
export function typeOf(values: TypeValues, clinicLanguage: Language): DefinedType {
  const { names, sex, benchmark, minutes, sourceUrl, reviewOn } = values
  const own = names[clinicLanguage].trim()
  const named = (language: Language): string => names[language].trim() || own
  const conditions = filled(values.conditions)
  const excludedConditions = filled(values.excludedConditions)
  const riskConditions = filled(values.riskConditions)
  return {
    names: { en: named('en'), pl: named('pl'), ru: named('ru'), ms: named('ms') },
    triggers: triggersOf(values),
    ...(conditions.length > 0 ? { conditions } : {}),
    ...(excludedConditions.length > 0 ? { excludedConditions } : {}),
    ...(riskConditions.length > 0
      ? { risk: { conditions: riskConditions, interval: intervalOf(values.riskMonths, values.riskDays) } }
      : {}),
    interval: values.rhythm === 'once' ? 'once' : intervalOf(values.months, values.days),
    dueSoonDays: Number(values.dueSoonDays),
    graceDays: values.lapses === 'never' ? 'never' : Number(values.graceDays),
    ...ageOf(values),
    ...(sex === 'any' ? {} : { sex }),
    supersededBy: values.supersededBy,
    sharesTriggers: values.sharesTriggers,
    succeeds: values.succeeds,
    serviceKeys: values.serviceKeys,
    ...(minutes === '' ? {} : { minutes }),
    ...(benchmark === 'none' ? {} : { benchmark }),
    priority: Number(values.priority),
    source: values.source.trim(),
    ...(sourceUrl.trim() === '' ? {} : { sourceUrl: sourceUrl.trim() }),
    ...(reviewOn === '' ? {} : { reviewOn }),
  }
}

function intervalOf(months: NumberValue, days: NumberValue) {
  return { months: Number(months), days: Number(days) }
}

function ageOf({ ageFrom, ageTo }: TypeValues): Pick<DefinedType, 'age'> {
  if (ageFrom === '' && ageTo === '') return {}
  return { age: { ...(ageFrom === '' ? {} : { from: ageFrom }), ...(ageTo === '' ? {} : { to: ageTo }) } }
}

/** A group in which nothing stands is as if it were not there. */
function filled(groups: readonly CodeGroup[]): CodeGroup[] {
  return groups
    .filter(({ codes }) => codes.length > 0)
    .map(({ system, codes }) => ({ system: system.trim(), codes: codes.map((code) => code.trim()) }))
}

function triggersOf({ triggers, fallback }: TypeValues): Trigger[] {
  const own = triggers.map(({ kind, system, codes }): Trigger => {
    if (kind === 'plan_end' && codes.length === 0) return { kind }
    return { kind, system: kind === 'visit' ? system || ownServices : system.trim(), codes: [...codes] }
  })
  return fallback === 'none' ? own : [...own, { kind: fallback }]
}
