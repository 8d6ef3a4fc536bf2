import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between, choice, drawsOf, exponential, murmur3, normal, weighted } from './draw.ts'

describe('murmur3', () => {
  it.each([
    ['', 0, 0x00000000],
    ['', 1, 0x514e28b7],
    ['hello', 0, 0x248bfa47],
    ['hello, world', 0, 0x149bbb7f],
    ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ])('hashes %j with seed %i as published', (text, seed, expected) => {
    expect(murmur3(text, seed)).toBe(expected)
  })
})

describe('a draw', () => {
  it('is the same for the same arguments and differs with each of them', () => {
    const draw = drawsOf(1, 'P000001')
    const others = [
      draw('opens', 1),
      draw('answers'),
      drawsOf(2, 'P000001')('opens'),
      drawsOf(1, 'P000002')('opens'),
    ]
    expect(drawsOf(1, 'P000001')('opens')).toBe(draw('opens'))
    expect(new Set([draw('opens'), ...others]).size).toBe(5)
  })

  it('lies in [0, 1) and spreads evenly over it', () => {
    const tenths = new Array<number>(10).fill(0)
    for (let patient = 0; patient < 10_000; patient += 1) {
      const u = drawsOf(7, `P${patient}`)('spread')
      expect(u >= 0 && u < 1).toBe(true)
      tenths[Math.floor(u * 10)] = (tenths[Math.floor(u * 10)] ?? 0) + 1
    }
    // 1,000 each are expected; five standard deviations are 150.
    expect(tenths.every((count) => Math.abs(count - 1_000) < 150)).toBe(true)
  })
})

describe('what is made of a draw', () => {
  const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  it('is always one of the choices', () => {
    fc.assert(fc.property(unit, (u) => ['a', 'b', 'c'].includes(choice(u, ['a', 'b', 'c']))))
    fc.assert(
      fc.property(
        unit,
        (u) =>
          weighted(u, [
            ['a', 0.2],
            ['never', 0],
            ['b', 3],
          ]) !== 'never',
      ),
    )
  })

  it('follows the weights', () => {
    expect(
      weighted(0.24, [
        ['a', 1],
        ['b', 3],
      ]),
    ).toBe('a')
    expect(
      weighted(0.26, [
        ['a', 1],
        ['b', 3],
      ]),
    ).toBe('b')
  })

  it('keeps whole numbers inside their bounds', () => {
    fc.assert(
      fc.property(unit, (u) => {
        const drawn = between(u, 3, 9)
        return Number.isInteger(drawn) && drawn >= 3 && drawn <= 9
      }),
    )
  })

  it('has the mean and the spread asked for', () => {
    const units = Array.from({ length: 20_000 }, (_, index) => (index + 0.5) / 20_000)
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const normals = units.map((u) => normal(u, 10, 2))
    expect(mean(normals)).toBeCloseTo(10, 2)
    expect(Math.sqrt(mean(normals.map((value) => (value - 10) ** 2)))).toBeCloseTo(2, 1)
    expect(mean(units.map((u) => exponential(u, 5)))).toBeCloseTo(5, 1)
  })
})
