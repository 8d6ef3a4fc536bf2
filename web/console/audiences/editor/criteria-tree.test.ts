import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Criterion } from '../../../../src/campaigns/contract/criteria-choices.ts'
import {
  addedTo,
  addedToAll,
  criterionAt,
  isDenied,
  joinedWith,
  type Path,
  replaced,
  simplified,
  sizeOf,
  turned,
} from './criteria-tree.ts'

const age: Criterion = { kind: 'age', from: 18 }
const tag = (name: string): Criterion => ({ kind: 'tag', anyOf: [name] })
const nothingBooked: Criterion = { kind: 'next_visit', has: false }
const both: Criterion = { kind: 'all', of: [age, nothingBooked] }

const tree = fc.letrec<{ any: Criterion }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<Criterion>(tag('a'), tag('b'), tag('c'), nothingBooked),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('any') }),
  ),
})).any

/** Whether it holds of somebody with these tags and this booking. */
function holds(
  criterion: Criterion,
  who: { readonly tags: readonly string[]; readonly booked: boolean },
): boolean {
  switch (criterion.kind) {
    case 'all':
      return criterion.of.every((one) => holds(one, who))
    case 'any':
      return criterion.of.some((one) => holds(one, who))
    case 'not':
      return !holds(criterion.of, who)
    case 'tag':
      return criterion.anyOf.some((one) => who.tags.includes(one))
    case 'next_visit':
      return criterion.has === who.booked
    default:
      throw new Error(criterion.kind)
  }
}

const people = fc.record({ tags: fc.subarray(['a', 'b', 'c']), booked: fc.boolean() })

function pathsOf(criterion: Criterion, at: Path = []): readonly Path[] {
  if (criterion.kind === 'not') return [at, ...pathsOf(criterion.of, [...at, 'of'])]
  if (criterion.kind !== 'all' && criterion.kind !== 'any') return [at]
  return [at, ...criterion.of.flatMap((one, index) => pathsOf(one, [...at, 'of', index]))]
}

describe('criteria that are edited', () => {
  it('mean the same when simplified, and nothing in them can be simplified further', () => {
    fc.assert(
      fc.property(tree, people, (criterion, who) => {
        const simple = simplified(criterion)
        expect(holds(simple, who)).toBe(holds(criterion, who))
        expect(simplified(simple)).toEqual(simple)
      }),
    )
  })

  it('mean the opposite when the whole is turned round, and the same when it is turned twice', () => {
    fc.assert(
      fc.property(tree.map(simplified), people, (criterion, who) => {
        const path: Path = criterion.kind === 'not' ? ['of'] : []
        const once = turned(criterion, path)
        if (once === undefined) throw new Error('nothing is left')
        expect(holds(once, who)).toBe(!holds(criterion, who))
        expect(turned(once, once.kind === 'not' ? ['of'] : [])).toEqual(criterion)
      }),
    )
  })

  it('stand where their path says, and lose exactly one when it is taken out', () => {
    fc.assert(
      fc.property(tree.map(simplified), fc.nat(), (criterion, pick) => {
        const paths = pathsOf(criterion)
        const path = paths[pick % paths.length] ?? []
        const one = criterionAt(criterion, path)
        if (one === undefined) throw new Error('nothing stands there')
        expect(replaced(criterion, path, one)).toEqual(criterion)
        const rest = replaced(criterion, path, null)
        expect(sizeOf(rest).count).toBeLessThan(sizeOf(criterion).count)
      }),
    )
  })

  it.each<[string, { root?: Criterion; one: Criterion; expected: Criterion; path: Path }]>([
    ['the first', { one: age, expected: age, path: [] }],
    [
      'a second',
      { root: age, one: tag('vip'), expected: { kind: 'all', of: [age, tag('vip')] }, path: ['of', 1] },
    ],
    [
      'a third',
      {
        root: both,
        one: tag('vip'),
        expected: { kind: 'all', of: [age, nothingBooked, tag('vip')] },
        path: ['of', 2],
      },
    ],
    [
      'one beside alternatives',
      {
        root: { kind: 'any', of: [age, tag('a')] },
        one: tag('vip'),
        expected: { kind: 'all', of: [{ kind: 'any', of: [age, tag('a')] }, tag('vip')] },
        path: ['of', 1],
      },
    ],
    [
      'one that is denied',
      {
        root: age,
        one: { kind: 'not', of: tag('vip') },
        expected: { kind: 'all', of: [age, { kind: 'not', of: tag('vip') }] },
        path: ['of', 1, 'of'],
      },
    ],
  ])('are all to hold: %s', (_, { root, one, expected, path }) => {
    expect(addedToAll(root, one)).toEqual({ criteria: expected, path })
  })

  it('are added to the alternatives of a group, also of one that is denied', () => {
    const root: Criterion = { kind: 'not', of: { kind: 'any', of: [tag('a'), tag('b')] } }
    expect(addedTo(root, ['of'], tag('c'))).toEqual({
      criteria: { kind: 'not', of: { kind: 'any', of: [tag('a'), tag('b'), tag('c')] } },
      path: ['of', 'of', 2],
    })
  })

  it('get an alternative, and that one a further condition', () => {
    const either = joinedWith(both, ['of', 0], tag('vip'))
    expect(either).toEqual({
      criteria: { kind: 'all', of: [{ kind: 'any', of: [age, tag('vip')] }, nothingBooked] },
      path: ['of', 0, 'of', 1],
    })
    expect(joinedWith(either.criteria, either.path, tag('b')).criteria).toEqual({
      kind: 'all',
      of: [{ kind: 'any', of: [age, { kind: 'all', of: [tag('vip'), tag('b')] }] }, nothingBooked],
    })
  })

  it('deny all alternatives at once: none of them', () => {
    const none = turned({ kind: 'all', of: [{ kind: 'any', of: [tag('a'), tag('b')] }, age] }, ['of', 0])
    expect(none).toEqual({
      kind: 'all',
      of: [{ kind: 'not', of: { kind: 'any', of: [tag('a'), tag('b')] } }, age],
    })
    expect(isDenied(none, ['of', 0, 'of'])).toBe(true)
    if (none === undefined) throw new Error('nothing is left')
    expect(
      holds(simplified({ kind: 'not', of: { kind: 'any', of: [tag('a'), tag('b')] } }), {
        tags: ['b'],
        booked: false,
      }),
    ).toBe(false)
  })

  it('say "something booked" for "nothing booked" turned round', () => {
    expect(turned(both, ['of', 1])).toEqual({ kind: 'all', of: [age, { kind: 'next_visit', has: true }] })
  })
})
