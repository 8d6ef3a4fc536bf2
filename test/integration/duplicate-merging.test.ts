import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { mergeDuplicate } from '../../src/patients/merge-duplicate.ts'
import { readPatientCard } from '../../src/patients/read-patient-card.ts'
import { searchPatients } from '../../src/patients/search-patients.ts'
import { undoMerge } from '../../src/patients/undo-merge.ts'
import { withdrawAtContactPoint } from '../../src/patients/withdraw-at-contact-point.ts'
import { testDatabase } from '../support/database.ts'
import { anna, annaAgain, DuplicatesClinic, ewa } from '../support/duplicates-clinic.ts'
import { importer } from '../support/import-clinic.ts'

const database = await testDatabase()
const opened: DuplicatesClinic[] = []
let clinic: DuplicatesClinic

beforeEach(async () => {
  clinic = await DuplicatesClinic.open(database.connection, `merging ${opened.length}`)
  opened.push(clinic)
})
afterAll(async () => Promise.all(opened.map(async (each) => each.close())))

describe('a merge', () => {
  const state = async (number: string, value: string, purpose = 'care_recall') => {
    const card = await clinic.ask(async (db) => readPatientCard(db, await clinic.idOf(number)))
    const contact = card?.contacts.find((each) => each.value === value && each.channel !== 'call')
    return contact?.consents.find((consent) => consent.purpose === purpose)?.state
  }
  const addresses = async (number: string) =>
    (await clinic.ask(async (db) => readPatientCard(db, await clinic.idOf(number))))?.contacts
      .filter(({ channel }) => channel !== 'call')
      .map(({ value }) => value)
  const contactPoint = async (value: string) => {
    const rows = await clinic.records.rows<{ id: string; value: string }>('patients.contact_point', 'value')
    return rows.find((row) => row.value === value)?.id ?? ''
  }
  const merge = async (survivor: 'A' | 'B' | null = 'A') =>
    clinic.ask(async (db) =>
      mergeDuplicate(db, {
        ...(await clinic.pair()),
        survivorId: survivor === null ? null : await clinic.idOf(survivor),
        by: ewa,
      }),
    )
  const undo = async () => clinic.ask(async (db) => undoMerge(db, { ...(await clinic.pair()), by: ewa }))
  const stop = async (value: string): Promise<void> => {
    const contactPointId = await contactPoint(value)
    const scope = { contactPointId, channel: 'sms', purpose: 'all' } as const
    await clinic.ask((db) =>
      withdrawAtContactPoint(db, scope, { method: 'sms', evidence: 'STOP', actor: importer }),
    )
  }

  beforeEach(async () => {
    await clinic.bring(anna, annaAgain)
    await clinic.search()
    clinic.records.clock.advance({ hours: 1 })
  })

  it('makes one person, reached wherever either was, found by either number', async () => {
    expect(await merge()).toMatchObject({ ok: true, value: { survivorId: await clinic.idOf('A') } })
    expect(await addresses('A')).toEqual(['+48600100401', 'anna@example.com', '+48600100402'])
    const hits = await clinic.ask((db) => searchPatients(db, '600100402', 5))
    expect(hits.map(({ externalId }) => externalId)).toEqual(['A'])
    expect(clinic.records.events.at(-1)).toEqual({
      type: 'patients.changed',
      patientIds: [await clinic.idOf('B'), await clinic.idOf('A')],
    })
    expect(await clinic.pairs('merged')).toEqual(['A+B'])
    expect(await clinic.pairs()).toEqual([])
  })

  it('takes the consent along to the new address, and a refusal of either to both', async () => {
    await stop('+48600100402')
    expect(await state('A', '+48600100401')).toBe('given')
    await merge()
    expect(await state('A', '+48600100401')).toBe('withdrawn')
    expect(await state('A', '+48600100402')).toBe('withdrawn')
    expect(clinic.records.events.filter(({ type }) => type === 'patient.opted_out')).toHaveLength(2)
  })

  it('carries a consent with its address where the survivor said nothing', async () => {
    await merge()
    expect(await state('A', '+48600100402')).toBe('given')
    expect(await state('A', '+48600100402', 'marketing')).toBe('missing')
  })

  it('lets the record live on that is still a patient where nobody chooses', async () => {
    expect(await merge(null)).toMatchObject({ value: { survivorId: expect.any(String) } })
    expect(await merge()).toEqual({ ok: false, error: { kind: 'one_person_already' } })
  })

  it('is made once by two people who press at the same moment', async () => {
    const results = await Promise.all([merge('A'), merge('B')])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await clinic.records.rows('patients.merge', 'id')).toHaveLength(1)
    expect(await clinic.pairs('merged')).toEqual(['A+B'])
  })

  it('of two that the search never found alike is refused, and so is a third survivor', async () => {
    await clinic.bring(anna, annaAgain, 'C,Jan,Kowalski,1970-01-02,male,600100403,,,,,,yes')
    const wish = { oneId: await clinic.idOf('A'), otherId: await clinic.idOf('C'), survivorId: null, by: ewa }
    expect(await clinic.ask((db) => mergeDuplicate(db, wish))).toEqual({
      ok: false,
      error: { kind: 'no_such_pair' },
    })
    const third = { ...(await clinic.pair()), survivorId: await clinic.idOf('C'), by: ewa }
    expect(await clinic.ask((db) => mergeDuplicate(db, third))).toEqual({
      ok: false,
      error: { kind: 'not_of_the_pair' },
    })
  })

  it('stands when the practice system sends the merged record again', async () => {
    await merge()
    await clinic.bring(anna, annaAgain.replace('Lipowa 4', 'Lipowa 5'))
    expect(await clinic.search()).toMatchObject({ proposed: 0 })
    expect(await clinic.pairs('merged')).toEqual(['A+B'])
    expect(await addresses('A')).toContain('+48600100402')
  })

  it('hears what the practice system goes on saying about the merged record', async () => {
    await merge()
    const changed = annaAgain.replace('600100402', '600100409').replace(',yes', ',no')
    await clinic.bring(anna, changed)
    expect(await addresses('A')).toContain('+48600100409')
    expect(await state('A', '+48600100401')).toBe('withdrawn')
    clinic.records.clock.advance({ hours: 1 })
    await undo()
    expect(await addresses('A')).toEqual(['+48600100401', 'anna@example.com'])
    expect(await addresses('B')).toEqual(['+48600100409', 'anna@example.com'])
  })

  it('undone restores both as they were, and keeps them apart', async () => {
    const before = await clinic.ask(async (db) => [
      await readPatientCard(db, await clinic.idOf('A')),
      await readPatientCard(db, await clinic.idOf('B')),
    ])
    await merge()
    await clinic.search()
    clinic.records.clock.advance({ hours: 1 })
    expect(await undo()).toEqual({ ok: true, value: { restoredId: await clinic.idOf('B') } })
    const after = await clinic.ask(async (db) => [
      await readPatientCard(db, await clinic.idOf('A')),
      await readPatientCard(db, await clinic.idOf('B')),
    ])
    expect(after).toEqual(before)
    expect(await clinic.search()).toMatchObject({ proposed: 0 })
    expect(await clinic.pairs('kept_apart')).toEqual(['A+B'])
    expect(await undo()).toEqual({ ok: false, error: { kind: 'not_merged_here' } })
  })

  it('undone leaves history: who merged, who undid, and the contact that ended', async () => {
    await merge()
    clinic.records.clock.advance({ hours: 1 })
    await undo()
    expect(await clinic.records.rows('patients.merge', 'id')).toMatchObject([
      { merged_by: 'Ewa', undone_by: 'Ewa' },
    ])
    expect(await clinic.audited()).toEqual(['patient.merged by Ewa', 'patient.merge_undone by Ewa'])
  })

  it('undone leaves an opt-out that was made meanwhile with both', async () => {
    await merge()
    clinic.records.clock.advance({ hours: 1 })
    await stop('+48600100402')
    clinic.records.clock.advance({ hours: 1 })
    await undo()
    expect(await state('A', '+48600100401')).toBe('withdrawn')
    expect(await state('B', '+48600100402')).toBe('withdrawn')
  })

  it('undone takes back a consent that it had carried, also where both share the number later', async () => {
    await merge()
    clinic.records.clock.advance({ hours: 1 })
    await undo()
    await clinic.bring(anna.replace('600100401', '"600100401, 600100402"').replace(',yes', ','), annaAgain)
    expect(await state('A', '+48600100402')).toBe('expired')
    expect(await state('B', '+48600100402')).toBe('given')
  })

  it('on which another was built is undone after that one', async () => {
    await clinic.bring(anna, annaAgain, annaAgain.replace('B,Ania', 'C,Anna').replace('402', '403'))
    await clinic.search()
    await merge()
    const further = { oneId: await clinic.idOf('A'), otherId: await clinic.idOf('C'), by: ewa }
    const survivorId = await clinic.idOf('C')
    expect(await clinic.ask((db) => mergeDuplicate(db, { ...further, survivorId }))).toMatchObject({
      ok: true,
    })
    expect(await addresses('C')).toContain('+48600100402')
    expect(await undo()).toEqual({ ok: false, error: { kind: 'merged_further' } })
    expect(await clinic.ask((db) => undoMerge(db, further))).toMatchObject({ ok: true })
    expect(
      (await clinic.ask(async (db) => readPatientCard(db, await clinic.idOf('B'))))?.person.mergedInto,
    ).toBe(await clinic.idOf('A'))
    expect(await undo()).toMatchObject({ ok: true })
  })
})

describe('records that the practice system itself links', () => {
  it('share their opt-outs', async () => {
    await clinic.bring(anna, annaAgain.replace(',yes', ',no'))
    await clinic.records.csv(`id,first name,last name,merged into\nB,Ania,Zawadzka,A\n`)
    const card = await clinic.ask(async (db) => readPatientCard(db, await clinic.idOf('A')))
    const sms = card?.contacts.find(({ channel }) => channel === 'sms')
    expect(sms?.consents[0]).toMatchObject({ state: 'withdrawn' })
  })
})
