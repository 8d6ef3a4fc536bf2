import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { keepApart } from '../../src/patients/keep-apart.ts'
import { undoMerge } from '../../src/patients/undo-merge.ts'
import { testDatabase } from '../support/database.ts'
import { anna, annaAgain, DuplicatesClinic, ewa } from '../support/duplicates-clinic.ts'

const database = await testDatabase()
const opened: DuplicatesClinic[] = []
let clinic: DuplicatesClinic

async function openClinic(): Promise<DuplicatesClinic> {
  const made = await DuplicatesClinic.open(database.connection, `duplicates ${opened.length}`)
  opened.push(made)
  return made
}

beforeEach(async () => {
  clinic = await openClinic()
})
afterAll(async () => Promise.all(opened.map(async (each) => each.close())))

describe('a search', () => {
  it('proposes two records of one person, with what speaks for it', async () => {
    await clinic.bring(anna, annaAgain, 'C,Jan,Kowalski,1970-01-02,male,600100403,,,,,,yes')
    expect(await clinic.search()).toMatchObject({ patients: 3, compared: 1, proposed: 1, merged: 0 })
    const { rows, counts } = await clinic.list()
    expect(counts).toEqual({ proposed: 1, merged: 0, kept_apart: 0 })
    expect(rows[0]).toMatchObject({ isCertain: false, state: 'proposed', decision: null, canUndo: false })
    expect(rows[0]?.likelihood).toBeGreaterThan(0.99)
    expect(rows[0]?.findings.map(({ field, agreement }) => `${field} ${agreement}`)).toEqual([
      'given alike',
      'family same',
      'birthDate same',
      'sex same',
      'place same',
      'street same',
      'contact same',
    ])
    const contacts = rows.flatMap(({ one, other }) => [...one.contacts, ...other.contacts])
    expect(contacts.filter(({ isShared }) => isShared).map(({ shown }) => shown)).toEqual([
      'a···@example.com',
      'a···@example.com',
    ])
  })

  it('looks at what is new or changed only, and compares it with what was there', async () => {
    await clinic.bring(anna)
    expect(await clinic.search()).toMatchObject({ patients: 1, compared: 0 })
    expect(await clinic.search()).toMatchObject({ patients: 0 })
    await clinic.bring(anna, annaAgain)
    expect(await clinic.search()).toMatchObject({ patients: 1, compared: 1, proposed: 1 })
    expect(await clinic.search({ everyone: true })).toMatchObject({ patients: 2, compared: 1, proposed: 0 })
  })

  it.each([
    [
      'twins',
      'A,Kinga,Zawadzka,1980-05-17,female,600100401,,Lipowa 4/2,Kraków,30-001,,yes',
      'B,Emilia,Zawadzka,1980-05-17,female,600100401,,Lipowa 4/2,Kraków,30-001,,yes',
    ],
    [
      'father and son of one name',
      'A,Jan,Zawadzki,1950-05-17,male,600100401,,Lipowa 4/2,Kraków,30-001,,yes',
      'B,Jan,Zawadzki,1980-07-21,male,600100401,,Lipowa 4/2,Kraków,30-001,,yes',
    ],
    [
      'a couple on one telephone',
      'A,Jan,Zawadzki,1980-05-17,male,600100401,dom@example.com,Lipowa 4/2,Kraków,30-001,,yes',
      'B,Anna,Zawadzka,1982-05-17,female,600100401,dom@example.com,Lipowa 4/2,Kraków,30-001,,yes',
    ],
    [
      'two people of one name in two towns',
      'A,Anna,Nowak,1980-05-17,female,600100401,,Lipowa 4/2,Kraków,30-001,,yes',
      'B,Anna,Nowak,1961-11-02,female,600100402,,Długa 7,Gdańsk,80-002,,yes',
    ],
  ])('leaves %s alone', async (_, one, other) => {
    await clinic.bring(one, other)
    expect(await clinic.search()).toMatchObject({ patients: 2, proposed: 0 })
  })

  it('finds one person in two alphabets', async () => {
    await clinic.bring(
      'A,Tatiana,Shevchenko,1980-05-17,female,600100401,,,Kraków,30-001,,yes',
      'B,Татьяна,Шевченко,1980-05-17,female,600100402,,,Kraków,30-001,,yes',
    )
    await clinic.search()
    expect(await clinic.pairs()).toEqual(['A+B'])
  })

  it('withdraws a proposal when a record turns out to be of somebody else', async () => {
    await clinic.bring(anna, annaAgain)
    await clinic.search()
    await clinic.bring(anna, 'B,Jan,Kowalski,1970-01-02,male,600100402,,,,,,yes')
    await clinic.search()
    expect(await clinic.pairs()).toEqual([])
    await clinic.bring(anna, annaAgain)
    await clinic.search()
    expect(await clinic.pairs()).toEqual(['A+B'])
  })

  it('sees no record of another clinic', async () => {
    await clinic.bring(anna)
    const other = await openClinic()
    await other.bring(annaAgain)
    await clinic.search()
    expect(await other.search()).toEqual({ patients: 1, compared: 0, proposed: 0, merged: 0 })
  })
})

describe('a certain pair', () => {
  const pesel = '80051712321'
  const one = `A,Anna,Zawadzka,1980-05-17,female,600100401,,,,,${pesel},yes`
  const married = `B,Anna,Lis,1980-05-17,female,,,,,,${pesel},yes`

  it('has one national number and birth date, and is merged', async () => {
    await clinic.bring(one, married)
    expect(await clinic.search()).toMatchObject({ proposed: 1, merged: 1 })
    expect((await clinic.list('merged')).rows).toMatchObject([
      { isCertain: true, state: 'merged', canUndo: true, decision: { by: 'duplicate search' } },
    ])
  })

  it('is merged by nobody while only proposals are asked for', async () => {
    await clinic.bring(one, married)
    expect(await clinic.search({ mergesCertain: false })).toMatchObject({ proposed: 1, merged: 0 })
    expect((await clinic.list()).rows).toMatchObject([{ isCertain: true, state: 'proposed' }])
  })

  it.each([
    ['a number whose check digit is wrong', one, married].map((text) =>
      text.replaceAll(pesel, '80051712322'),
    ),
    ['a number lent to a child', one, `B,Ola,Zawadzka,2009-03-02,female,600100401,,,,,${pesel},yes`],
    [
      'a number lent to a twin sister',
      one,
      `B,Ewelina,Zawadzka,1980-05-17,female,600100401,,,,,${pesel},yes`,
    ],
  ])('%s makes none', async (_, ...rows) => {
    await clinic.bring(...rows)
    await clinic.search()
    expect((await clinic.list('merged')).rows).toEqual([])
  })

  it('that somebody told apart stays so', async () => {
    await clinic.bring(one, married)
    await clinic.search()
    expect(
      await clinic.ask(async (db) => undoMerge(db, { ...(await clinic.pair()), by: ewa })),
    ).toMatchObject({ ok: true })
    expect(await clinic.search({ everyone: true })).toMatchObject({ merged: 0 })
    expect(await clinic.pairs('kept_apart')).toEqual(['A+B'])
  })

  it('keeps the number itself nowhere', async () => {
    await clinic.bring(one, married)
    await clinic.search()
    const marks = await clinic.records.rows<{ national_id: string }>('patients.patient', 'external_id')
    expect(new Set(marks.map(({ national_id }) => national_id))).toEqual(
      new Set([expect.stringMatching(/^pesel:[\w-]{22}$/)]),
    )
    const dump = JSON.stringify([
      marks,
      await clinic.records.rows('patients.match_record', 'patient_id'),
      await clinic.records.rows('patients.duplicate_pair', 'one_id'),
    ])
    expect(dump).not.toContain(pesel)
  })
})

describe('two records that somebody kept apart', () => {
  beforeEach(async () => {
    await clinic.bring(anna, annaAgain)
    await clinic.search()
    expect(await clinic.ask(async (db) => keepApart(db, { ...(await clinic.pair()), by: ewa }))).toEqual({
      ok: true,
      value: true,
    })
  })

  it('are proposed no more', async () => {
    await clinic.search({ everyone: true })
    expect(await clinic.pairs()).toEqual([])
    expect((await clinic.list('kept_apart')).rows).toMatchObject([{ decision: { by: 'Ewa' } }])
  })

  it('stay apart when something changes that is not compared', async () => {
    await clinic.bring(anna, annaAgain.replace(',yes', ',no'))
    expect(await clinic.search()).toMatchObject({ patients: 1, proposed: 0 })
    expect(await clinic.pairs('kept_apart')).toEqual(['A+B'])
  })

  it('are proposed again when something changes that is compared', async () => {
    await clinic.bring(anna, annaAgain.replace('Ania', 'Anna'))
    expect(await clinic.search()).toMatchObject({ proposed: 1 })
    expect(await clinic.pairs('kept_apart')).toEqual([])
  })

  it('are in the audit', async () => {
    expect(await clinic.audited()).toEqual(['patient.kept_apart by Ewa'])
  })
})
