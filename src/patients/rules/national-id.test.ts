import { describe, expect, it } from 'vitest'
import { type IdHolder, nationalIdOf } from './national-id.ts'

const holder = (country: string, birthDate: string | null, sex: IdHolder['sex'] = 'unknown'): IdHolder => ({
  country,
  birthDate,
  sex,
})

describe('a national number', () => {
  it.each([
    ['80051712321', holder('PL', '1980-05-17', 'female'), 'pesel'],
    ['800517 12321', holder('PL', '1980-05-17'), 'pesel'],
    ['15230900518', holder('PL', '2015-03-09', 'male'), 'pesel'],
    // A wrong check digit, another birth date, another sex, another country.
    ['80051712322', holder('PL', '1980-05-17', 'female'), 'other'],
    ['80051712321', holder('PL', '1980-05-18', 'female'), 'other'],
    ['80051712321', holder('PL', '1980-05-17', 'male'), 'other'],
    ['80051712321', holder('PL', null), 'other'],
    ['80051712321', holder('GB', '1980-05-17', 'female'), 'other'],
    ['770305-02-1233', holder('MY', '1977-03-05', 'male'), 'mykad'],
    ['770305-02-1234', holder('MY', '1977-03-05', 'male'), 'other'],
    ['112-233-445 95', holder('RU', '1977-03-05'), 'snils'],
    ['112-233-445 96', holder('RU', '1977-03-05'), 'other'],
    ['500100732259', holder('RU', null), 'inn'],
    ['500100732258', holder('RU', null), 'other'],
    ['QQ123456C', holder('GB', null), 'other'],
  ])('%s of %o is a %s', (text, whose, scheme) => {
    expect(nationalIdOf(text, whose)).toEqual({ scheme, number: text.replace(/[^0-9A-Z]/g, '') })
  })

  it.each(['', '12345', '00000000000', '12345678', 'none given', '99999999999'])('%j is none', (text) => {
    expect(nationalIdOf(text, holder('PL', null))).toBeNull()
  })
})
