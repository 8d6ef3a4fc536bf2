import { localeOf, type Reading } from './reading.ts'

type Locale = Pick<Reading, 'language' | 'country'>

/** "12,345.6", "12 345,6" (NBSP); Polish groups from five digits on. */
export function formatNumber(value: number, reading: Locale): string {
  return new Intl.NumberFormat(localeOf(reading), { maximumFractionDigits: 1 }).format(value)
}

/** A share of 1 as a whole percentage: "61%", Russian "61 %" with NBSP. */
export function formatPercent(share: number, reading: Locale): string {
  return new Intl.NumberFormat(localeOf(reading), { style: 'percent', maximumFractionDigits: 0 }).format(
    share,
  )
}

/** Money in the clinic's currency (ISO 4217): whole units in headlines, cents in costs. */
export function formatMoney(
  amount: number,
  reading: Locale,
  shape: { readonly currency: string; readonly cents: boolean },
): string {
  const digits = shape.cents ? 2 : 0
  const text = new Intl.NumberFormat(localeOf(reading), {
    style: 'currency',
    currency: shape.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount)
  // CLDR sets RM off with a space; Malaysian print does not.
  return shape.currency === 'MYR' ? text.replace(/^(-?RM)\s/u, '$1') : text
}

/** Whole years lived on a day. */
export function ageOn(birthDate: Temporal.PlainDate, on: Temporal.PlainDate): number {
  return birthDate.until(on, { largestUnit: 'years' }).years
}

/** "34 years", "34 lata", "34 года", "34 tahun". */
export function formatAge(years: number, reading: Locale): string {
  return new Intl.NumberFormat(localeOf(reading), {
    style: 'unit',
    unit: 'year',
    unitDisplay: 'long',
  }).format(years)
}
