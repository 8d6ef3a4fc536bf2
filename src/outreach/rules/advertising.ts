// Words that make a message an advertisement: a price, a discount, a special offer. The purpose of a message never
// changes by rewriting it, so such words are refused unless advertising is what it was consented to.
// Invariants: only the beginning of a word counts (реакция is no акция); Polish is found without its marks too.

import type { Language } from '../../platform/rules/language.ts'
import { plainLetters } from './plain-letters.ts'

const currency = 'zł|zl|pln|руб|rub|₽|rm|myr|usd|gbp|eur|\\$|£|€'

/** An amount of money or a percentage. */
const price = new RegExp(
  `\\d+(?:[.,]\\d+)?\\s?(?:%|(?:${currency})(?!\\p{L}))|(?<!\\p{L})(?:rm|usd|gbp|eur|\\$|£|€)\\s?\\d+(?:[.,]\\d+)?`,
  'iu',
)

const beginnings: Readonly<Record<Language, readonly string[]>> = {
  en: ['discount', 'promo', 'special offer', 'special price', 'voucher', 'coupon', 'half price', 'cheap'],
  pl: [
    'rabat',
    'zniżk',
    'promoc',
    'gratis',
    'darmow',
    'taniej',
    'kupon',
    'ofert\\p{L}* specjaln',
    'specjaln\\p{L}* ofert',
  ],
  ru: ['скидк', 'акци', 'купон', 'спецпредложени', 'дешевле', 'промокод'],
  ms: ['diskaun', 'promosi', 'tawaran istimewa', 'baucar', 'kupon', 'murah'],
}

/** The words that advertise, as they stand in the text; null: none do. */
export function advertisingWords(text: string, language: Language): string | null {
  const found = price.exec(text)?.[0]
  if (found !== undefined) return found
  const plain = (words: string): string => (language === 'pl' ? plainLetters(words, 'pl') : words)
  const list = beginnings[language].map(plain).join('|')
  return new RegExp(`(?<!\\p{L})(?:${list})\\p{L}*`, 'iu').exec(plain(text))?.[0] ?? null
}
