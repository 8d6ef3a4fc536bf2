import { useIntl } from 'react-intl'
import type { RecallTypeDetail } from '../../../src/recall/contract/recall-type-pages.ts'
import { useNumbers } from '../../ui/numbers.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { specialtyWords } from './recall-types-view.ts'
import { useTypeIntervalWords, useWhomWords } from './type-words.ts'
import { useServiceNames } from './use-recall-types.ts'

export type Definition = RecallTypeDetail['definition']
type Field = keyof Definition
type Codes = NonNullable<Definition['conditions']>
type Trigger = Definition['triggers'][number]

export const fieldLabels = {
  key: 'recallTypes.key',
  names: 'recallTypes.names',
  triggers: 'recallTypes.triggers',
  conditions: 'recallTypes.conditions',
  excludedConditions: 'recallTypes.excludedConditions',
  risk: 'recallTypes.risk',
  interval: 'recallTypes.interval',
  dueSoonDays: 'recallTypes.dueSoon',
  graceDays: 'recallTypes.grace',
  age: 'recallTypes.age',
  sex: 'recallTypes.sex',
  supersededBy: 'recallTypes.supersededBy',
  sharesTriggers: 'recallTypes.sharesTriggers',
  succeeds: 'recallTypes.succeeds',
  serviceKeys: 'recallTypes.services',
  minutes: 'recallTypes.minutes',
  benchmark: 'recallTypes.benchmark',
  priority: 'recallTypes.priority',
  source: 'recallTypes.source',
  sourceUrl: 'recallTypes.sourceUrl',
  reviewOn: 'recallTypes.reviewOn',
  verifiedOn: 'recallTypes.verifiedOn',
  status: 'recallTypes.standing',
} as const satisfies Readonly<Record<Field, MessageKey>>

export const benchmarkWords = {
  dental: specialtyWords.dental,
  annual_preventive: 'recallTypes.annualPreventive',
  chronic: 'recallTypes.chronic',
  specialist_follow_up: 'recallTypes.specialistFollowUp',
} as const satisfies Readonly<Record<NonNullable<Definition['benchmark']>, MessageKey>>

const standingWords = {
  suggested: 'recallTypes.suggested',
  unverified: 'recallTypes.unverified',
  clinic: 'recallTypes.byClinic',
} as const satisfies Readonly<Record<Definition['status'], MessageKey>>

/** More codes of one system than this are counted, not listed: an outline, not the code book. */
const mostCodes = 6

export type FieldWords = { readonly [F in Field]-?: (value: NonNullable<Definition[F]>) => readonly string[] }

/** The value of any field of a type, line by line, in the reader's words. `nameOf` gives the name of another type by its key. */
export function useFieldWords(nameOf: (key: string) => string): FieldWords {
  const text = useText()
  const intl = useIntl()
  const numbers = useNumbers()
  const interval = useTypeIntervalWords()
  const whom = useWhomWords()
  const coded = useCodeWords()
  const trigger = useTriggerWords()
  const services = useServiceWords()
  const day = (iso: string) => [
    intl.formatDate(iso, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  ]
  return {
    key: (key) => [key],
    names: (names) => Object.entries(names).map(([language, name]) => `${language}: ${name}`),
    triggers: (triggers) => triggers.map(trigger),
    conditions: (groups) => groups.map(coded),
    excludedConditions: (groups) => groups.map(coded),
    risk: (risk) => [interval(risk.interval), ...risk.conditions.map(coded)],
    interval: (value) => [interval(value)],
    dueSoonDays: (count) => [text('recallTypes.daysBefore', { count })],
    graceDays: (count) =>
      count === 'never' ? [text('recallTypes.neverLapses')] : [text('recallTypes.daysAfter', { count })],
    age: ({ from = null, to = null }) => [whom({ age: { from, to }, sex: null, needsCondition: false })],
    sex: (sex) => [whom({ age: { from: null, to: null }, sex, needsCondition: false })],
    supersededBy: (keys) => keys.map(nameOf),
    sharesTriggers: (shares) => [text(shares ? 'recallTypes.shares' : 'recallTypes.sharesNot')],
    succeeds: (keys) => keys.map(nameOf),
    serviceKeys: services,
    minutes: (count) => [text('recallTypes.minutesOf', { count: numbers.count(count) })],
    benchmark: (benchmark) => [text(benchmarkWords[benchmark])],
    priority: (priority) => [numbers.count(priority)],
    source: (source) => [source],
    sourceUrl: (url) => [url],
    reviewOn: day,
    verifiedOn: day,
    status: (status) => [text(standingWords[status])],
  }
}

function useCodeWords(): (group: Codes[number]) => string {
  const text = useText()
  return ({ system, codes }) => {
    const shown = codes.slice(0, mostCodes).join(', ')
    const more = codes.length - mostCodes
    return more > 0
      ? text('recallTypes.codedMore', { system, codes: shown, count: more })
      : text('recallTypes.coded', { system, codes: shown })
  }
}

/** What the clinic offers by its name there; what it does not offer in a line of its own. */
function useServiceWords(): (keys: readonly string[]) => readonly string[] {
  const text = useText()
  const names = useServiceNames()
  return (keys) => {
    if (names === undefined) return keys
    const others = keys.filter((key) => !names.has(key))
    return [
      ...keys.flatMap((key) => names.get(key) ?? []),
      ...(others.length > 0 ? [text('recallTypes.notOffered', { keys: others.join(', ') })] : []),
    ]
  }
}

const triggerWords = {
  any_visit: 'recallTypes.anyVisit',
  never_done: 'recallTypes.neverDone',
  visit: 'recallTypes.afterVisit',
  procedure: 'recallTypes.afterProcedure',
  diagnosis: 'recallTypes.afterDiagnosis',
  result: 'recallTypes.afterResult',
  plan_end: 'recallTypes.afterPlan',
} as const satisfies Readonly<Record<Trigger['kind'], MessageKey>>

function useTriggerWords(): (trigger: Trigger) => string {
  const text = useText()
  const coded = useCodeWords()
  const names = useServiceNames()
  return (trigger) => {
    const word = triggerWords[trigger.kind]
    if (!('codes' in trigger) || trigger.codes === undefined) return text(word, { what: 'any' })
    // Visits are told by the clinic's own services.
    const what =
      trigger.kind === 'visit'
        ? trigger.codes.map((code) => names?.get(code) ?? code).join(', ')
        : coded({ system: trigger.system ?? '', codes: trigger.codes })
    return text(word, { what })
  }
}
