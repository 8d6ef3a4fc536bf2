import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareNames } from './compare-names.ts'
import { nameWords, soundOf } from './name-words.ts'

describe('the words of a name', () => {
  it.each([
    ['Żaneta Wiśniewska-Kłos', ['zaneta', 'wisniewska', 'klos']],
    ['ИВАНОВ Пётр Ильич', ['ivanov', 'petr', 'ilich']],
    ['Ahmad Faizal bin Haji Ismail', ['ahmad', 'faizal', 'ismail']],
    ['Siva a/l Raman', ['siva', 'raman']],
    ['Priya A / P Kumar', ['priya', 'kumar']],
    ["O'Brien, Seán", ['obrien', 'sean']],
    ['dr Anna  Lis', ['anna', 'lis']],
    ['Abbott774', ['abbott']],
    ['12 · ?', []],
    [null, []],
  ])('%s', (name, expected) => {
    expect(nameWords(name).words).toEqual(expected)
  })

  it('tell father and son apart where the name does', () => {
    expect(nameWords('John Smith Jr.')).toEqual({ words: ['john', 'smith'], generation: 'jr' })
  })

  it('are Latin letters whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(nameWords(name).words.every((word) => /^[a-z]+$/.test(word))).toBe(true)
      }),
    )
  })
})

describe('two spellings of one name sound alike:', () => {
  it.each([
    ['Kowalski', 'Ковальский'],
    ['Chmielnicki', 'Хмельницкий'],
    ['Czarnecki', 'Чарнецкий'],
    ['Szewczuk', 'Шевчук'],
    ['Shevchenko', 'Шевченко'],
    ['Julia', 'Юлия'],
    ['Yulia', 'Юлия'],
    ['Jan', 'Ян'],
    ['Yevgeniy', 'Евгений'],
    ['Philip', 'Filip'],
    ['Kuznetsov', 'Кузнецов'],
  ])('%s and %s', (one, other) => {
    const [latin = ''] = nameWords(one).words
    const [cyrillic = ''] = nameWords(other).words
    expect(soundOf(cyrillic)).toBe(soundOf(latin))
  })

  it('and different names do not', () => {
    const names = [
      'anna',
      'jana',
      'hanna',
      'maria',
      'marta',
      'marek',
      'marcin',
      'kowalska',
      'nowak',
      'ivanov',
    ]
    expect(new Set(names.map(soundOf)).size).toBe(names.length)
  })
})

describe('two names', () => {
  const common = new Set(['maria', 'marta', 'anna'])
  const level = (one: string, other: string): string =>
    compareNames(nameWords(one).words, nameWords(other).words, (word) =>
      common.has(word) ? 0.02 : undefined,
    ).level

  it.each([
    ['Anna', 'Anna', 'same'],
    ['Anna Maria', 'Maria Anna', 'same'],
    ['Anna Maria', 'Anna', 'part'],
    ['Jor dan', 'Jordan', 'same'],
    ['Katarzyna', 'Kasia', 'variant'],
    ['Александр', 'Саша', 'variant'],
    ['Mohd', 'Muhammad', 'variant'],
    ['Jan', 'Ян', 'sounds'],
    ['Agnieszka', 'Agniezka', 'slip'],
    ['Maria', 'Marta', 'differs'],
    ['Salomea', 'Salomena', 'slip'],
    ['Przemysława', 'Przemyslwaa', 'slip'],
    ['Anna', 'A.', 'initial'],
    ['Anna', 'Jan', 'differs'],
    ['Nur Aisyah', 'Nur Alia', 'differs'],
    ['Иван Петрович', 'Иван Иванович', 'differs'],
    ['Anna', '', 'missing'],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(level(one, other)).toBe(expected)
    expect(level(other, one)).toBe(expected)
  })
})
