import { describe, expect, it } from 'vitest'
import { duplicatedClinic, pairOf } from '../../../../test/support/duplicated-clinic.ts'
import { blockingKeys, countedWords } from './blocking-keys.ts'
import { judgePair, type MatchScene } from './judge-pair.ts'
import { type MatchRecord, matchRecord } from './match-record.ts'

interface Known {
  readonly number: string
  readonly record: MatchRecord
}

/** What the search does, without a database: pairs that share a key, judged. */
function searched(records: readonly Known[]) {
  const scene = sceneOf(records)
  const blocks = Map.groupBy(
    records.flatMap((known) => blockingKeys(known.record).map((key) => ({ key, known }))),
    ({ key }) => key,
  )
  const compared = new Set<string>()
  const proposed = new Set<string>()
  for (const block of blocks.values()) {
    for (const [at, { known: one }] of block.entries())
      for (const { known: other } of block.slice(at + 1)) {
        const pair = pairOf(one.number, other.number)
        if (compared.has(pair)) continue
        compared.add(pair)
        if (judgePair(one.record, other.record, scene).isProposed) proposed.add(pair)
      }
  }
  return { scene, proposed }
}

function sceneOf(records: readonly Known[]): MatchScene {
  const counts = new Map<string, number>()
  for (const { record } of records)
    for (const word of countedWords(record)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return {
    records: records.length,
    commonness: (word) => {
      const count = counts.get(word) ?? 0
      return count < 4 ? undefined : count / records.length
    },
  }
}

describe.each([
  { people: 3_000, seed: 11, hasNumbers: false },
  { people: 3_000, seed: 12, hasNumbers: true },
])('of $people simulated people with twins, namesakes and families (numbers: $hasNumbers)', (wish) => {
  const { records, truth } = duplicatedClinic(wish)
  const known = records.map((record) => ({
    number: record.externalId,
    record: matchRecord({ ...record, contacts: record.contacts.map(({ value }) => value) }),
  }))
  const { scene, proposed } = searched(known)

  it('99 in 100 proposals are right and 95 in 100 duplicates are found', () => {
    const right = [...proposed].filter((pair) => truth.has(pair)).length
    expect(right / proposed.size).toBeGreaterThanOrEqual(0.99)
    expect(right / truth.size).toBeGreaterThanOrEqual(0.95)
  })

  it('no pair that would be proposed is lost for want of a common key', () => {
    const byNumber = new Map(known.map((each) => [each.number, each.record]))
    const lost = [...truth].filter((pair) => {
      const [one, other] = pair.split('+').map((number) => byNumber.get(number))
      if (one === undefined || other === undefined)
        throw new Error('the truth names a record that is not there')
      return judgePair(one, other, scene).isProposed && !proposed.has(pair)
    })
    expect(lost).toEqual([])
  })
})

describe('a key', () => {
  const anna = {
    givenName: 'Anna',
    familyName: 'Kowalska',
    fullName: 'Anna Kowalska',
    birthDate: '1980-05-17',
    sex: 'female',
    address: 'ul. Lipowa 4/2',
    city: 'Kraków',
    postcode: '30-001',
    nationalId: 'pesel:mark',
    contacts: ['phone'],
  } as const
  const shared = (change: Partial<Parameters<typeof matchRecord>[0]>): readonly string[] => {
    const keys = new Set(blockingKeys(matchRecord({ ...anna, ...change })))
    return blockingKeys(matchRecord(anna)).filter((key) => keys.has(key))
  }
  const nothingElse = { contacts: [], nationalId: null, address: null, postcode: null }

  it.each([
    [
      'the number',
      { ...nothingElse, nationalId: 'pesel:mark', givenName: 'X', familyName: 'Y', birthDate: null },
    ],
    [
      'the telephone',
      { ...nothingElse, contacts: ['phone'], givenName: 'X', familyName: 'Y', birthDate: null },
    ],
    ['a name and the birth date', { ...nothingElse, familyName: 'Lis' }],
    [
      'names and birth date, names the wrong way round',
      { ...nothingElse, givenName: 'Kowalska', familyName: 'Anna' },
    ],
    ['names and the year', { ...nothingElse, birthDate: '1980-11-30' }],
    [
      'names, with day and month the wrong way round in another year',
      { ...nothingElse, birthDate: '1981-17-05' },
    ],
    ['a name and the postcode', { ...nothingElse, postcode: '30-001', familyName: 'Lis', birthDate: null }],
    [
      'the home',
      { ...nothingElse, address: 'Lipowa 4 m. 2', givenName: 'X', familyName: 'Y', birthDate: null },
    ],
    [
      'names in the other alphabet and the birth date',
      { ...nothingElse, givenName: 'Анна', familyName: 'Ковальска' },
    ],
  ])('finds a record by %s', (_, change) => {
    expect(shared(change)).not.toEqual([])
  })

  it('is not made of what is not known', () => {
    const nobody = { ...nothingElse, givenName: null, familyName: null, fullName: '', birthDate: null }
    expect(blockingKeys(matchRecord({ ...anna, ...nobody }))).toEqual([])
  })
})
