import { formatMoney } from '../../platform/i18n/format-number.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import { auditWords } from './audit-words.ts'

/** A quarter of all patients by what they bring a year, in words: “lowest quarter”, “from 300 zł”. */
export function quarterName(fromMinor: number | null, reading: Reading, currency: string): string {
  const say = auditWords(reading.language)
  return fromMinor === null
    ? say('lapsed.lowest')
    : say('lapsed.from', { money: formatMoney(fromMinor / 100, reading, { currency, cents: false }) })
}
