import type { MessageKey } from '../../messages/keys.ts'
import type { CodeGroup, Language, NumberValue, TypeValues } from './type-values.ts'

interface TypeFault {
  readonly key: MessageKey
  readonly values?: Readonly<Record<string, number>>
}

/** By the path of a field in the form: what is wrong with it. */
export type TypeFaults = Readonly<Record<string, TypeFault>>

const longestInterval = { months: 240, days: 3660 }
const longestName = 60

/** What the server would refuse, said at the field before it is asked. */
export function faultsOf(values: TypeValues, clinicLanguage: Language): TypeFaults {
  return Object.fromEntries([
    ...nameFaults(values, clinicLanguage),
    ...triggerFaults(values),
    ...timeFaults(values),
    ...whomFaults(values),
    ...when('serviceKeys', values.serviceKeys.length === 0, 'recallTypeForm.faultServices'),
    ...outside('minutes', values.minutes, { from: 5, to: 600, mayBeEmpty: true }),
    ...outside('priority', values.priority, { from: 1, to: 1000 }),
    ...when('source', values.source.trim() === '', 'recallTypeForm.faultSource'),
    ...when(
      'sourceUrl',
      values.sourceUrl.trim() !== '' && !isLink(values.sourceUrl.trim()),
      'recallTypeForm.faultLink',
    ),
  ])
}

type Fault = readonly [field: string, fault: TypeFault]

function when(field: string, isWrong: boolean, key: MessageKey): readonly Fault[] {
  return isWrong ? [[field, { key }]] : []
}

interface Range {
  readonly from: number
  readonly to: number
  readonly mayBeEmpty?: boolean
}

function outside(
  field: string,
  value: NumberValue,
  { from, to, mayBeEmpty = false }: Range,
): readonly Fault[] {
  const isWrong = value === '' ? !mayBeEmpty : value < from || value > to || !Number.isInteger(value)
  return isWrong ? [[field, { key: 'recallTypeForm.faultNumber', values: { from, to } }]] : []
}

function nameFaults({ names }: TypeValues, clinicLanguage: Language): readonly Fault[] {
  return [
    ...when(`names.${clinicLanguage}`, names[clinicLanguage].trim() === '', 'recallTypeForm.faultName'),
    ...Object.entries(names).flatMap(([language, name]) =>
      when(`names.${language}`, name.trim().length > longestName, 'recallTypeForm.faultLong'),
    ),
  ]
}

function triggerFaults({ triggers, fallback }: TypeValues): readonly Fault[] {
  return [
    ...when('triggers', triggers.length === 0 && fallback === 'none', 'recallTypeForm.faultTriggers'),
    ...triggers.flatMap((trigger, index) => {
      const isAnyPlan = trigger.kind === 'plan_end' && trigger.codes.length === 0
      return isAnyPlan
        ? []
        : groupFaults(`triggers.${index}`, trigger, { needsSystem: trigger.kind !== 'visit' })
    }),
  ]
}

function timeFaults(values: TypeValues): readonly Fault[] {
  const { rhythm, months, days, riskConditions, riskMonths, riskDays, triggers } = values
  const hasRisk = riskConditions.some(({ codes }) => codes.length > 0)
  return [
    ...when(
      'rhythm',
      rhythm === 'once' && (hasRisk || triggers.length === 0),
      hasRisk ? 'recallTypeForm.faultOnceRisk' : 'recallTypeForm.faultOnce',
    ),
    ...(rhythm === 'once' ? [] : intervalFaults(['months', months], ['days', days])),
    ...(hasRisk ? intervalFaults(['riskMonths', riskMonths], ['riskDays', riskDays]) : []),
    ...outside('dueSoonDays', values.dueSoonDays, { from: 1, to: 365 }),
    ...(values.lapses === 'never' ? [] : outside('graceDays', values.graceDays, { from: 0, to: 365 })),
  ]
}

type Part = readonly [field: string, value: NumberValue]

function intervalFaults([monthsField, months]: Part, [daysField, days]: Part): readonly Fault[] {
  const isNothing = Number(months) + Number(days) === 0
  return [
    ...outside(monthsField, months, { from: 0, to: longestInterval.months, mayBeEmpty: true }),
    ...outside(daysField, days, { from: 0, to: longestInterval.days, mayBeEmpty: true }),
    ...when(monthsField, isNothing, 'recallTypeForm.faultInterval'),
  ]
}

function whomFaults(values: TypeValues): readonly Fault[] {
  const { ageFrom, ageTo } = values
  const groups = ['conditions', 'excludedConditions', 'riskConditions'] as const
  return [
    ...outside('ageFrom', ageFrom, { from: 0, to: 130, mayBeEmpty: true }),
    ...outside('ageTo', ageTo, { from: 0, to: 130, mayBeEmpty: true }),
    ...when('ageTo', ageFrom !== '' && ageTo !== '' && ageFrom > ageTo, 'recallTypeForm.faultAge'),
    ...groups.flatMap((field) =>
      values[field].flatMap((group, index) => groupFaults(`${field}.${index}`, group, { needsSystem: true })),
    ),
  ]
}

function groupFaults(
  path: string,
  { system, codes }: CodeGroup,
  { needsSystem }: { readonly needsSystem: boolean },
): readonly Fault[] {
  return [
    ...when(
      `${path}.codes`,
      codes.length === 0,
      needsSystem ? 'recallTypeForm.faultCodes' : 'recallTypeForm.faultServices',
    ),
    ...when(`${path}.system`, needsSystem && system.trim() === '', 'recallTypeForm.faultSystem'),
  ]
}

function isLink(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '')
}

// Where the form names a field otherwise than the type does; the longest beginning counts.
const fieldOfPart: readonly (readonly [part: string, field: string])[] = [
  ['interval.days', 'days'],
  ['interval', 'months'],
  ['risk.interval.days', 'riskDays'],
  ['risk.interval', 'riskMonths'],
  ['risk.conditions', 'riskConditions'],
  ['age.from', 'ageFrom'],
  ['age', 'ageTo'],
]

const prefix = 'body.type.'

/** The field of the form that a refusal of the server means; null: none of them. */
export function fieldOfPath(path: string): string | null {
  if (path === 'body.specialty') return 'specialty'
  if (!path.startsWith(prefix)) return null
  const rest = path.slice(prefix.length)
  for (const [part, field] of fieldOfPart) {
    if (rest !== part && !rest.startsWith(`${part}.`)) continue
    return part.endsWith('conditions') ? codesOf(`${field}${rest.slice(part.length)}`) : field
  }
  return codesOf(rest)
}

/** One code among several is mended where all of them stand. */
function codesOf(path: string): string {
  return path.replace(/^(.*\.codes|serviceKeys|supersededBy|succeeds)\.\d+$/, '$1')
}
