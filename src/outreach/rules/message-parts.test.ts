import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  judgePartAnswers,
  judgePartNews,
  type PartAnswer,
  partOfReference,
  partReference,
  referenceRange,
} from './message-parts.ts'

const reference = fc.integer({ min: 1, max: referenceRange })
const submissions = fc.integer({ min: 1, max: 255 })

describe('the references of the parts of one message', () => {
  it('are different, within range, and name their part again', () => {
    fc.assert(
      fc.property(reference, submissions, (first, count) => {
        const references = Array.from({ length: count }, (_, index) => partReference(first, index + 1))
        expect(new Set(references).size).toBe(count)
        expect(references.every((one) => one >= 1 && one <= referenceRange)).toBe(true)
        const message = { reference: first, submissions: count }
        expect(references.map((one) => partOfReference(message, one))).toEqual(
          references.map((_, index) => index + 1),
        )
        expect(partOfReference(message, partReference(first, count + 1))).toBeNull()
      }),
    )
  })

  it('begin again at 1', () => {
    expect(partReference(referenceRange, 2)).toBe(1)
    expect(partOfReference({ reference: referenceRange, submissions: 3 }, 2)).toBe(3)
    expect(partOfReference({ reference: 5, submissions: 2 }, null)).toBeNull()
  })
})

describe('news of a part', () => {
  it.each([
    ['the only part', { submissions: 1, part: 1, knownIds: 1, isRefusal: false }, 'all'],
    ['the only part refused', { submissions: 1, part: 1, knownIds: 1, isRefusal: true }, 'none'],
    ['the last part', { submissions: 3, part: 3, knownIds: 1, isRefusal: false }, 'all'],
    ['an earlier part', { submissions: 3, part: 2, knownIds: 2, isRefusal: false }, 'some'],
    ['no part by name', { submissions: 3, part: null, knownIds: 1, isRefusal: false }, 'some'],
    ['the last id that was missing', { submissions: 3, part: null, knownIds: 3, isRefusal: false }, 'all'],
    ['the first part refused', { submissions: 3, part: 1, knownIds: 0, isRefusal: true }, 'none'],
    ['a later part refused', { submissions: 3, part: 2, knownIds: 1, isRefusal: true }, 'torn'],
  ] as const)('of %s', (_case, news, known) => {
    expect(judgePartNews(news)).toBe(known)
  })
})

describe('the answers for all parts', () => {
  const answers = fc.array(fc.constantFrom<PartAnswer>('found', 'absent', 'silent'), {
    minLength: 1,
    maxLength: 8,
  })

  it('make a message accepted only when every part was found, and free to go again only when none was', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { kind } = judgePartAnswers(given)
        expect(kind === 'all').toBe(given.every((answer) => answer === 'found'))
        expect(kind === 'none').toBe(given.every((answer) => answer === 'absent'))
        expect(kind === 'torn').toBe(given.includes('found') && given.includes('absent'))
      }),
    )
  })
})
