import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipSpans, mergeSpans, overlaps, type Span, subtractSpans } from './span.ts'

const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
    .map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 10 },
)
const covers = (list: readonly Span[], point: number): boolean =>
  list.some(({ from, to }) => from <= point && point < to)

describe('spans', () => {
  it('that touch do not overlap', () => {
    expect(overlaps({ from: 0, to: 5 }, { from: 5, to: 9 })).toBe(false)
    expect(overlaps({ from: 0, to: 6 }, { from: 5, to: 9 })).toBe(true)
  })

  it('are merged, subtracted and clipped point by point', () => {
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        const frame = { from: 10, to: 50 }
        for (let point = 0; point < 85; point += 1) {
          expect(covers(mergeSpans(some), point)).toBe(covers(some, point))
          expect(covers(subtractSpans(some, others), point)).toBe(
            covers(some, point) && !covers(others, point),
          )
          expect(covers(clipSpans(some, frame), point)).toBe(covers(some, point) && point >= 10 && point < 50)
        }
      }),
    )
  })

  it('come out sorted, apart from each other and not empty', () => {
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        for (const answer of [mergeSpans(some), subtractSpans(some, others)]) {
          expect(
            answer.every(
              ({ from, to }, index) => from < to && (index === 0 || (answer[index - 1]?.to ?? 0) < from),
            ),
          ).toBe(true)
        }
      }),
    )
  })
})
