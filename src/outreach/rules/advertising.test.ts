import { describe, expect, it } from 'vitest'
import type { Language } from '../../platform/rules/language.ts'
import { advertisingWords } from './advertising.ts'

const advertisements: readonly (readonly [Language, string, string])[] = [
  ['pl', 'do piątku −20% na higienizację', '20%'],
  ['pl', 'przegląd za 99 zł', '99 zł'],
  ['pl', 'Znizka dla stalych pacjentow', 'Znizka'],
  ['pl', 'nasza oferta specjalna czeka', 'oferta specjalna'],
  ['ru', 'скидка для постоянных пациентов', 'скидка'],
  ['ru', 'приём за 1500 руб', '1500 руб'],
  ['ru', 'Акция до конца недели', 'Акция'],
  ['ms', 'Diskaun untuk pesakit lama', 'Diskaun'],
  ['ms', 'hanya RM50 sahaja', 'RM50'],
  ['en', 'a discount for our patients', 'discount'],
  ['en', 'a check-up for £49', '£49'],
]

const plain: readonly (readonly [Language, string])[] = [
  ['pl', 'przypominamy o kontroli, wolne terminy: {link}'],
  ['pl', 'przy okazji wizyty odpowiemy na pytania'],
  ['ru', 'реакция на прививку проверяется на приёме'],
  ['ru', 'свободное время есть 16 и 17 марта'],
  ['ms', 'Sudah lebih 12 bulan sejak lawatan terakhir'],
  ['en', 'it is over a year since your last visit, 2 minutes are enough to book'],
]

describe('words that make a message an advertisement', () => {
  it.each(advertisements)('are found (%s): %s', (language, text, found) => {
    expect(advertisingWords(text, language)).toBe(found)
  })

  it.each(plain)('are not seen where there are none (%s): %s', (language, text) => {
    expect(advertisingWords(text, language)).toBeNull()
  })
})
