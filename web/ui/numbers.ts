import { useIntl } from 'react-intl'
import { useWord } from './words.ts'

// Below this many cases a percentage would pretend to a precision that is not there.
const fewCases = 30

export interface Numbers {
  /** 1204 → “1,204”, “1 204”. */
  readonly count: (value: number) => string
  readonly decimal: (value: number, digits: number) => string
  /** 0.61 → “61%”, “61 %”. Use `share` where the counts are known. */
  readonly percent: (ratio: number, digits?: number) => string
  /** 412, 676 → “61%, 412 of 676”; under 30 cases the counts only. */
  readonly share: (part: number, whole: number) => string
  /** Minor units (cents, grosze) and an ISO currency; `headline` drops the minor part. */
  readonly money: (minor: number, currency: string, detail?: 'headline' | 'exact') => string
}

export function useNumbers(): Numbers {
  const intl = useIntl()
  const word = useWord()
  const count = (value: number) => intl.formatNumber(value, { maximumFractionDigits: 0 })
  const percent = (ratio: number, digits = 0) =>
    intl.formatNumber(ratio, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
  return {
    count,
    percent,
    decimal: (value, digits) =>
      intl.formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    share: (part, whole) => {
      const counts = { part: count(part), whole: count(whole) }
      return whole < fewCases
        ? word('shareFew', counts)
        : word('shareOf', { ...counts, percent: percent(part / whole) })
    },
    money: (minor, currency, detail = 'exact') =>
      intl.formatNumber(minor / 100, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        ...(detail === 'headline' ? { maximumFractionDigits: 0 } : {}),
      }),
  }
}
