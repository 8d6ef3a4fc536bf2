import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainLetters, plainMarks } from './plain-letters.ts'
import { smsParts } from './sms-segments.ts'

/** Letters, accents and invisible marks in any order, as pasted text brings them. */
const accented = fc.string({ unit: fc.constantFrom(...'aąłиейńE\u0301\u0328\u0306\u0323\u200b\u00ad„–`1') })
const languages = ['en', 'pl', 'ru', 'ms'] as const

describe('plain letters for SMS', () => {
  it('folds every Polish letter', () => {
    expect(plainLetters('Zażółć gęślą jaźń ZAŻÓŁĆ GĘŚLĄ JAŹŃ', 'pl')).toBe(
      'Zazolc gesla jazn ZAZOLC GESLA JAZN',
    )
  })

  it('folds decomposed letters too', () => {
    expect(plainLetters('Ga\u0328ska z\u0307aba', 'pl')).toBe('Gaska zaba')
  })

  it('halves the price of a Polish reminder', () => {
    const text =
      'Klinika Lipa: zbliża się termin kontroli. Rejestracja: https://k.example/a1, tel. 22 123 45 67. Rezygnacja z SMS: STOP'
    expect(smsParts(text).parts).toHaveLength(2)
    expect(smsParts(plainLetters(text, 'pl'))).toMatchObject({ encoding: 'gsm7', parts: { length: 1 } })
  })

  it('leaves Russian its letters, й and ё among them', () => {
    expect(plainLetters('Ждём вас: приём врача Ковалёва, мой кабинет', 'ru')).toBe(
      'Ждём вас: приём врача Ковалёва, мой кабинет',
    )
  })

  it.each([
    ['pl', 'Cena: 1\u00a0234,50\u202fzł – „gratis”…', 'Cena: 1 234,50 zl - "gratis"...'],
    ['ru', 'Клиника «Липа» — 1\u00a0500\u00a0₽, каб. №\u00a04', 'Клиника "Липа" - 1 500 руб., каб. № 4'],
    ['ms', 'RM\u00a01,234.50 – “percuma”', 'RM 1,234.50 - "percuma"'],
    ['en', 'It’s £5 – Müller & Łukasz’s €2', "It's £5 - Müller & Lukasz's €2"],
  ] as const)('replaces typographic marks in %s', (language, text, plain) => {
    expect(plainLetters(text, language)).toBe(plain)
  })

  it('keeps what the alphabet can carry', () => {
    expect(plainLetters('Señor Müller, à bientôt Åse', 'en')).toBe('Señor Müller, à bientot Åse')
  })

  it('replaces marks without touching letters when only marks are asked for', () => {
    expect(plainMarks('„Żółć” – tak', 'pl')).toBe('"Żółć" - tak')
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), accented),
        fc.constantFrom(...languages),
        (text, language) => {
          const once = plainLetters(text, language)
          expect(plainLetters(once, language)).toBe(once)
        },
      ),
    )
  })
})
