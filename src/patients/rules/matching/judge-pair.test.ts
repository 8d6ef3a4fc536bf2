import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgePair, type MatchScene } from './judge-pair.ts'
import { type ComparedPatient, matchRecord } from './match-record.ts'

/** A clinic in Kraków with 20,000 records. */
const shares = new Map(
  Object.entries({
    anna: 0.035,
    maria: 0.03,
    marta: 0.01,
    jan: 0.03,
    jana: 0.0006,
    katarzyna: 0.025,
    kinga: 0.006,
    emilia: 0.008,
    aleksandr: 0.01,
    nur: 0.02,
    muhammad: 0.03,
    kowalska: 0.0035,
    kowalski: 0.0035,
    nowak: 0.005,
    ivanov: 0.002,
    'postcode 30001': 0.02,
  }),
)
const scene: MatchScene = { records: 20_000, commonness: (word) => shares.get(word) }

const nobody: ComparedPatient = {
  givenName: null,
  familyName: null,
  fullName: '',
  birthDate: null,
  sex: 'unknown',
  address: null,
  city: null,
  postcode: null,
  nationalId: null,
  contacts: [],
}
const home = { address: 'ul. Lipowa 4/2', city: 'Kraków', postcode: '30-001' }
const phone = { contacts: ['phone'] }

function person(givenName: string, familyName: string, more: Partial<ComparedPatient> = {}): ComparedPatient {
  return { ...nobody, givenName, familyName, fullName: `${givenName} ${familyName}`, ...more }
}

type Case = readonly [what: string, one: ComparedPatient, other: ComparedPatient]

const anna = person('Anna', 'Kowalska', { birthDate: '1980-05-17', sex: 'female', ...home, ...phone })

const samePerson: readonly Case[] = [
  ['the same in every field', anna, anna],
  ['a short form', anna, { ...anna, givenName: 'Ania' }],
  ['the other alphabet', anna, { ...anna, givenName: 'Анна', familyName: 'Ковальская' }],
  ['a slip in a MyKad', { ...anna, nationalId: 'mykad:a' }, { ...anna, nationalId: 'mykad:b' }],
  ['names the wrong way round', anna, { ...anna, givenName: 'Kowalska', familyName: 'Anna' }],
  [
    'another family name since the wedding, at the same home',
    anna,
    { ...anna, familyName: 'Lis', contacts: [] },
  ],
  ['a double name since the wedding', anna, { ...anna, familyName: 'Kowalska-Lis', contacts: [] }],
  ['day and month the wrong way round', day('1980-05-07'), { ...day('1980-07-05'), contacts: [] }],
  ['one wrong figure in the birth date', anna, { ...anna, birthDate: '1980-05-11' }],
  ['a birth date that nobody asked for', anna, { ...anna, birthDate: '1900-01-01' }],
  [
    'a move, with the telephone kept',
    anna,
    { ...anna, address: 'Długa 7', city: 'Gdańsk', postcode: '80-002' },
  ],
  ['a move, with nothing but name and birth date kept', rare(), { ...rare(), ...nowhere() }],
  ['a slip in the family name', anna, { ...anna, familyName: 'Kowalksa', contacts: [] }],
  [
    'one field for the whole name',
    anna,
    { ...anna, givenName: null, familyName: null, fullName: 'Kowalska Anna' },
  ],
  [
    'the order of a Russian form',
    person('Александр Иванович', 'Иванов', { birthDate: '1971-02-03', sex: 'male' }),
    { ...nobody, fullName: 'Иванов Александр Иванович', birthDate: '1971-02-03', sex: 'male' },
  ],
  [
    'the ways to write Muhammad',
    { ...nobody, fullName: 'Mohd Hakim bin Ismail', birthDate: '1971-02-03', ...phone },
    person('Muhammad Hakim', 'Ismail', { birthDate: '1971-02-03', ...phone }),
  ],
]

const twoPeople: readonly Case[] = [
  ['twins at one home', anna, { ...anna, givenName: 'Kinga' }],
  [
    'twins whose common names differ by a letter',
    { ...anna, givenName: 'Maria' },
    { ...anna, givenName: 'Marta' },
  ],
  ['twin brother and sister', { ...anna, givenName: 'Jan', sex: 'male' }, { ...anna, givenName: 'Jana' }],
  ['twins who share a first name', { ...anna, givenName: 'Nur Aisyah' }, { ...anna, givenName: 'Nur Alia' }],
  ['father and son of one name', father(), { ...father(), birthDate: '1981-11-02' }],
  [
    'junior and senior',
    { ...father(), givenName: 'Jan Jr' },
    { ...father(), givenName: 'Jan Sr', birthDate: null },
  ],
  [
    'father and son, told apart by the patronymic',
    { ...father(), givenName: 'Иван Петрович' },
    { ...father(), givenName: 'Иван Иванович', birthDate: null },
  ],
  ['mother and daughter', anna, { ...anna, givenName: 'Emilia', birthDate: '2009-01-30' }],
  [
    'a couple',
    anna,
    { ...anna, givenName: 'Jan', familyName: 'Kowalski', sex: 'male', birthDate: '1978-12-01' },
  ],
  ['neighbours of one name', anna, { ...anna, birthDate: '1955-12-01', address: 'Lipowa 9', contacts: [] }],
  [
    'one name in two towns',
    person('Anna', 'Nowak', { birthDate: '1980-05-17' }),
    person('Anna', 'Nowak', phone),
  ],
  [
    'one birthday',
    person('Anna', 'Kowalska', { birthDate: '1980-05-17' }),
    person('Anna', 'Wrona', { birthDate: '1980-05-17' }),
  ],
  [
    'a child under the mother’s number',
    number(anna),
    { ...number(anna), givenName: 'Emilia', birthDate: '2009-01-30' },
  ],
  ['two numbers that are both sound', number(anna), { ...anna, nationalId: 'pesel:another' }],
  [
    'nothing but one telephone',
    { ...nobody, fullName: 'Anna', ...phone },
    { ...nobody, fullName: 'Anna', ...phone },
  ],
]

describe('two records of one person are proposed although there is', () => {
  it.each(samePerson)('%s', (_, one, other) => {
    expect(judgePair(matchRecord(one), matchRecord(other), scene)).toMatchObject({ isProposed: true })
  })
})

describe('two people are not proposed:', () => {
  it.each(twoPeople)('%s', (_, one, other) => {
    expect(judgePair(matchRecord(one), matchRecord(other), scene)).toMatchObject({
      isProposed: false,
      isCertain: false,
    })
  })
})

describe('certain', () => {
  const judged = (one: ComparedPatient, other: ComparedPatient) =>
    judgePair(matchRecord(one), matchRecord(other), scene).isCertain

  it('is only a sound number with its birth date and a given name that agrees', () => {
    const moved = { ...number(anna), familyName: 'Lis', ...nowhere() }
    expect(judged(number(anna), moved)).toBe(true)
    expect(judged(anna, anna)).toBe(false)
    expect(judged(number(anna), { ...moved, givenName: 'Kinga' })).toBe(false)
    expect(judged(number(anna), { ...moved, birthDate: '1980-05-18' })).toBe(false)
    expect(judged(number(anna), { ...moved, sex: 'male' })).toBe(false)
    const typed = { nationalId: 'other:x' }
    expect(judged({ ...anna, ...typed }, { ...anna, ...typed })).toBe(false)
  })
})

describe('any two records', () => {
  const text = fc.constantFrom(
    null,
    'Anna',
    'Ania',
    'Maria',
    'Kowalska',
    'Kowalski',
    'Nowak',
    'Иванов',
    'Jan Piotr',
    'x',
  )
  const patients: fc.Arbitrary<ComparedPatient> = fc.record({
    givenName: text,
    familyName: text,
    fullName: fc.constantFrom('', 'Anna Kowalska', 'Nur Alia binti Ahmad'),
    birthDate: fc.constantFrom(null, '1980-05-17', '1980-05-11', '1980-01-01', '1950-05-17'),
    sex: fc.constantFrom('female', 'male', 'other', 'unknown'),
    address: fc.constantFrom(null, 'Lipowa 4', 'ul. Lipowa 4/2', 'Długa 7'),
    city: fc.constantFrom(null, 'Kraków', 'Krakow', 'Gdańsk'),
    postcode: fc.constantFrom(null, '30-001', '30001', '80-002'),
    nationalId: fc.constantFrom(null, 'pesel:a', 'pesel:b', 'other:a'),
    contacts: fc.subarray(['phone', 'mail', 'other']),
  })

  it('are judged alike from both sides', () => {
    fc.assert(
      fc.property(patients, patients, (one, other) => {
        const there = judgePair(matchRecord(one), matchRecord(other), scene)
        const back = judgePair(matchRecord(other), matchRecord(one), scene)
        expect(back.isProposed).toBe(there.isProposed)
        expect(back.isCertain).toBe(there.isCertain)
        expect(back.bits).toBeCloseTo(there.bits, 9)
      }),
    )
  })

  it('are not proposed by what a family shares, with another given name and no common number', () => {
    const others = fc.constantFrom('Zdzisław', 'Emma', 'Дмитрий', 'Hakim')
    fc.assert(
      fc.property(patients, others, (one, givenName) => {
        const named = { ...one, givenName: 'Anna', nationalId: null }
        const { isProposed } = judgePair(matchRecord(named), matchRecord({ ...named, givenName }), scene)
        expect(isProposed).toBe(false)
      }),
    )
  })

  it('are never certain without being proposed, nor proposed by less than 98 to 2', () => {
    fc.assert(
      fc.property(patients, patients, (one, other) => {
        const { isCertain, isProposed, likelihood } = judgePair(matchRecord(one), matchRecord(other), scene)
        expect(likelihood).toBeGreaterThanOrEqual(0)
        expect(likelihood).toBeLessThanOrEqual(1)
        if (isCertain) expect(isProposed).toBe(true)
        if (isProposed && !isCertain) expect(likelihood).toBeGreaterThan(0.98)
      }),
    )
  })

  it('need more the more records the clinic has', () => {
    const twoNowaks = [person('Anna', 'Nowak', { birthDate: '1980-05-17' })].map(matchRecord)
    const [one] = twoNowaks
    if (one === undefined) throw new Error('no record')
    const likelihoods = [2_000, 20_000, 1_000_000].map(
      (records) => judgePair(one, one, { ...scene, records }).likelihood,
    )
    expect(likelihoods).toEqual(likelihoods.toSorted((less, more) => more - less))
    expect(judgePair(one, one, { ...scene, records: 1_000_000 }).isProposed).toBe(false)
  })
})

function nowhere(): Pick<ComparedPatient, 'address' | 'city' | 'postcode' | 'contacts'> {
  return { address: null, city: null, postcode: null, contacts: [] }
}

function day(birthDate: string): ComparedPatient {
  return { ...anna, birthDate }
}

function rare(): ComparedPatient {
  return person('Salomea', 'Przybyszewska', { birthDate: '1980-05-17', sex: 'female', ...home })
}

function father(): ComparedPatient {
  return person('Jan', 'Kowalski', { birthDate: '1950-05-17', sex: 'male', ...home, ...phone })
}

function number(patient: ComparedPatient): ComparedPatient {
  return { ...patient, nationalId: 'pesel:mark' }
}
