import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tagText } from './tags.ts'

describe('tagText', () => {
  it.each([
    ['VIP', 'vip'],
    ['  Implant \n 2024 ', 'implant 2024'],
    ['Ортодонтия', 'ортодонтия'],
    ['Z\u0307O\u0301ŁTY', 'żółty'],
  ])('writes %j as %j', (text, tag) => {
    expect(tagText(text)).toBe(tag)
  })

  it.each(['', '  ', 'x'.repeat(61)])('takes %j for no tag', (text) => {
    expect(tagText(text)).toBeNull()
  })

  it('gives one tag one writing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const tag = tagText(text)
        if (tag !== null) expect(tagText(tag)).toBe(tag)
      }),
    )
  })
})
