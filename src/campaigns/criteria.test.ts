import { describe, expect, it } from 'vitest'
import { audienceDocumentSchema } from './contract/audience-document.ts'
import { criterionSchema } from './contract/criteria.ts'

function faultsOf(value: unknown): readonly string[] {
  const read = criterionSchema.safeParse(value)
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

function tower(height: number): unknown {
  let top: unknown = { kind: 'unfinished_plan' }
  for (let floor = 1; floor < height; floor += 1) top = { kind: 'not', of: top }
  return top
}

describe('criteria', () => {
  it('are read back as they were written', () => {
    const written = {
      kind: 'all',
      of: [
        { kind: 'age', from: 30, to: 65 },
        { kind: 'last_visit', ago: { unit: 'months', from: 12, to: 18 }, specialities: ['Kardiologia'] },
        {
          kind: 'not',
          of: {
            kind: 'any',
            of: [
              { kind: 'tag', anyOf: ['vip'] },
              { kind: 'lapse', bands: ['overdue_3_6'] },
            ],
          },
        },
      ],
    }
    expect(criterionSchema.parse(written)).toEqual(written)
  })

  it('write tags in one way', () => {
    expect(criterionSchema.parse({ kind: 'tag', anyOf: [' VIP '] })).toEqual({ kind: 'tag', anyOf: ['vip'] })
  })

  it.each<[string, unknown, string]>([
    ['a kind nobody knows', { kind: 'colour', anyOf: ['blue'] }, 'kind: is no kind of criterion'],
    ['no criterion at all', 'everybody', ': is no kind of criterion'],
    ['a field nobody knows', { kind: 'unfinished_plan', since: 3 }, ': Unrecognized key: "since"'],
    ['an age without bounds', { kind: 'age' }, ': needs "from", "to" or both'],
    ['an age upside down', { kind: 'age', from: 65, to: 30 }, ': "from" is above "to"'],
    [
      'an empty time span',
      { kind: 'last_visit', ago: { unit: 'months', from: 12, to: 12 } },
      'ago: "from" must be below "to"',
    ],
    ['an empty list', { kind: 'sex', anyOf: [] }, 'anyOf: name at least one'],
    ['one named twice', { kind: 'sex', anyOf: ['male', 'male'] }, 'anyOf: names one twice'],
    [
      'nothing booked within some days, which is what "not" is for',
      { kind: 'next_visit', has: false, withinDays: 7 },
      'withinDays: goes with "has: true" only; for "nothing within" put it into a "not"',
    ],
    [
      'a postcode of nothing',
      { kind: 'postcode', startsWith: ['- '] },
      'startsWith.0: holds no letter or digit',
    ],
    [
      'a fault deep inside',
      { kind: 'all', of: [{ kind: 'unfinished_plan' }, { kind: 'not', of: { kind: 'age', from: -1 } }] },
      'of.1.of.from: ',
    ],
    ['an empty group', { kind: 'any', of: [] }, 'of: name at least one criterion'],
    ['a tower of not', tower(7), 'of.of.of.of.of.of: lies deeper than 6 criteria inside each other'],
    ['a tower too high to walk down', tower(20_000), 'lies deeper than 6'],
    [
      'too many of them',
      { kind: 'any', of: Array.from({ length: 41 }, () => ({ kind: 'unfinished_plan' })) },
      ': holds more than 40 criteria',
    ],
  ])('are refused with their place: %s', (_, value, expected) => {
    expect(faultsOf(value)[0]).toContain(expected)
  })

  it('may lie six deep', () => {
    expect(faultsOf(tower(6))).toEqual([])
  })
})

describe('an audience', () => {
  it('is a programme, with criteria or without', () => {
    const all = { programme: { kind: 'one_off' } }
    expect(audienceDocumentSchema.parse(all)).toEqual(all)
    const lapsed = {
      programme: { kind: 'reactivation', bands: ['inactive_12_18'] },
      criteria: { kind: 'next_visit', has: false },
    }
    expect(audienceDocumentSchema.parse(lapsed)).toEqual(lapsed)
  })

  it.each<[string, unknown, string]>([
    ['another programme', { programme: { kind: 'newsletter' } }, 'programme.kind'],
    [
      'a window the wrong way round',
      { programme: { kind: 'recall', recallTypes: [], enrolFromDays: 10, enrolUntilDays: -10 } },
      'programme.enrolUntilDays',
    ],
    ['criteria that are none', { programme: { kind: 'one_off' }, criteria: { kind: 'age' } }, 'criteria'],
  ])('is refused with its place: %s', (_, value, expected) => {
    const read = audienceDocumentSchema.safeParse(value)
    expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual([expected])
  })
})
