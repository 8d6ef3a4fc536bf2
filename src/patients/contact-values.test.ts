import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailValue, phoneValue } from './contact-values.ts'

describe('phoneValue', () => {
  it.each([
    ['600 100 200', 'PL', { value: '+48600100200', mayBeMobile: true }],
    ['0048 600-100-200', 'PL', { value: '+48600100200', mayBeMobile: true }],
    ['+48 12 345 67 89', 'RU', { value: '+48123456789', mayBeMobile: false }],
    ['8 (912) 345-67-89', 'RU', { value: '+79123456789', mayBeMobile: true }],
    ['012-345 6789', 'MY', { value: '+60123456789', mayBeMobile: true }],
    ['(617) 665-2300', 'US', { value: '+16176652300', mayBeMobile: true }],
    ['617-665-2300 ext. 5', 'US', { value: '+16176652300', mayBeMobile: true }],
  ])('reads %s in %s', (text, country, read) => {
    expect(phoneValue(text, country)).toEqual({ ok: true, value: read })
  })

  it.each([
    ['555-419-3488', 'US'],
    ['12', 'PL'],
    ['none', 'PL'],
    ['=1+1', 'PL'],
    ['', 'PL'],
    ['600100200', 'XX'],
  ])('refuses %j in %s, and does not repeat it', (text, country) => {
    const read = phoneValue(text, country)
    expect(read.ok).toBe(false)
    if (!read.ok && text !== '') expect(read.error).not.toContain(text)
  })

  it('gives one number one writing', () => {
    const digits = fc.integer({ min: 600_000_000, max: 609_999_999 }).map(String)
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom('', ' ', '-'),
        fc.constantFrom('', '+48', '0048', '+48 '),
        (number, gap, code) => {
          const written = code + [number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(gap)
          expect(phoneValue(written, 'PL')).toMatchObject({ ok: true, value: { value: `+48${number}` } })
        },
      ),
    )
  })
})

describe('emailValue', () => {
  it.each([
    [' Anna.Nowak@Example.COM ', 'anna.nowak@example.com'],
    ["o'brien+recall@sub.example.co.uk", "o'brien+recall@sub.example.co.uk"],
  ])('reads %j', (text, value) => {
    expect(emailValue(text)).toEqual({ ok: true, value })
  })

  it.each([
    ['anna'],
    ['anna@'],
    ['@example.com'],
    ['a b@example.com'],
    ['a@b'],
    ['a..b@example.com'],
    ['a@-x.com'],
    [`${'a'.repeat(65)}@example.com`],
    ['a@example.com, b@example.com'],
  ])('refuses %j', (text) => {
    expect(emailValue(text).ok).toBe(false)
  })
})
