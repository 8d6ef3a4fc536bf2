import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostVariants, scriptVariants } from './script-variants.ts'

describe('a name in two alphabets', () => {
  it.each([
    ['воро', 'woro'],
    ['воро', 'voro'],
    ['Галина', 'galina'],
    ['Щукина', 'szczukina'],
    ['Шишкин', 'shishkin'],
    ['Яна', 'jana'],
    ['woro', 'воро'],
    ['Sokolova', 'соколова'],
    ['Szyszkin', 'шышкин'],
    ['Julia', 'юля'],
    ['olga', 'ольга'],
    ['Melnikova', 'мельникова'],
    ['volkov', 'волков'],
  ])('%s may stand there as %s', (typed, written) => {
    expect(scriptVariants(typed)).toContain(written)
  })

  it('is tried as typed first, in few ways, each once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcłżwsz воршяё12-') }), (query) => {
        const variants = scriptVariants(query)
        return (
          variants[0] === query &&
          variants.length <= mostVariants &&
          new Set(variants).size === variants.length
        )
      }),
    )
  })

  it('of two letters is tried in the other alphabet only where three stand there', () => {
    expect(scriptVariants('an')).toEqual(['an'])
    expect(scriptVariants('ян')).toEqual(['ян', 'jan', 'ian'])
    expect(scriptVariants('an nowak')).toEqual(['an nowak', 'ан новак'])
  })

  it('of digits and signs has one way only', () => {
    expect(scriptVariants('p-12')).toEqual(['p-12', 'п-12'])
    expect(scriptVariants('10482')).toEqual(['10482'])
  })
})
