import { useIntl } from 'react-intl'
import type { RecallTypeRow } from '../../../src/recall/contract/recall-type-pages.ts'
import { useText } from '../messages/use-text.ts'
import { useIntervalWords } from '../recalls/interval-words.ts'
import { type Pack, specialtyWords } from './recall-types-view.ts'

type Interval = RecallTypeRow['interval']

const monthsOfYear = 12

/** “6 months and 1 day”, “5 years”, “once”. */
export function useTypeIntervalWords(): (interval: Interval) => string {
  const text = useText()
  const words = useIntervalWords()
  return (interval) => {
    if (interval === 'once') return text('recallTypes.once')
    const years = interval.months / monthsOfYear
    return interval.days === 0 && Number.isInteger(years) && years > 1
      ? text('recallTypes.years', { count: years })
      : words(interval)
  }
}

/** The same in a row, with the closer one that a risk asks for. */
export function useRowIntervalWords(): (row: Pick<RecallTypeRow, 'interval' | 'riskInterval'>) => string {
  const text = useText()
  const words = useTypeIntervalWords()
  return ({ interval, riskInterval }) =>
    riskInterval === null
      ? words(interval)
      : text('recallTypes.intervalAndRisk', { interval: words(interval), risk: words(riskInterval) })
}

type Whom = Pick<RecallTypeRow, 'age' | 'sex' | 'needsCondition'>

/** “women, 45–74 years”, “all, up to 17 years”. */
export function useWhomWords(): (row: Whom) => string {
  const text = useText()
  return ({ age: { from, to }, sex, needsCondition }) =>
    text('recallTypes.whom', {
      sex: sex ?? 'any',
      age: from === null ? (to === null ? 'none' : 'to') : to === null ? 'from' : 'between',
      from: from ?? 0,
      to: to ?? 0,
      condition: needsCondition ? 'needed' : 'none',
    })
}

/** “Dental”, “Primary care · Poland”. */
export function usePackWords(): (pack: Pick<Pack, 'specialty' | 'country'>) => string {
  const text = useText()
  const country = useCountryWords()
  return ({ specialty, country: code }) =>
    code === null ? text(specialtyWords[specialty]) : `${text(specialtyWords[specialty])} · ${country(code)}`
}

export function useCountryWords(): (code: string) => string {
  const intl = useIntl()
  return (code) => intl.formatDisplayName(code, { type: 'region' }) ?? code
}
