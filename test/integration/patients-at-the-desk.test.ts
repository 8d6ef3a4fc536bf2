import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markDeceased } from '../../src/patients/mark-deceased.ts'
import { readPatientCard } from '../../src/patients/read-patient-card.ts'
import { searchPatients } from '../../src/patients/search-patients.ts'
import type { ModuleDb } from '../../src/platform/db/module-db.ts'
import { testDatabase } from '../support/database.ts'
import { ImportClinic, importedAt, importer } from '../support/import-clinic.ts'

const database = await testDatabase()
let clinic: ImportClinic

const table = `id,first name,last name,birth date,phone,email,sms consent,deceased,merged into
P-1,Żaneta,Wiśniewska-Kłos,1959-03-14,600100401,z.w@example.com,yes,,
P-2,Jan,Wiśniewski,1959-03-14,600100401,,no,,
P-3,Пётр,Щукин,1970-01-01,+79123456789,,,,
P-4,Jan,Kowalski,1980-01-01,,,,,
P-5,Janek,Kowalski,1980-01-01,600100402,,,,P-4
P-6,Zmarły,Dawno,1930-01-01,,,,yes,
`

beforeAll(async () => {
  clinic = await ImportClinic.open(database.connection, { seed: 'desk' })
  await clinic.csv(table)
})
afterAll(async () => clinic.db.close())

const ask = async <T>(work: (db: ModuleDb<'patients'>) => Promise<T>): Promise<T> =>
  clinic.db.tenant(clinic.clinicId, async (tx) => work(tx.as('patients')))
const numbers = async (text: string): Promise<readonly string[]> =>
  (await ask((db) => searchPatients(db, text, 10))).map((hit) => hit.externalId)
const idOf = async (number: string): Promise<string> => {
  const hit = (await ask((db) => searchPatients(db, number, 10))).find((each) => each.externalId === number)
  if (hit === undefined) throw new Error(`no ${number}`)
  return hit.id
}

describe('the search', () => {
  it.each([
    ['wisniewsk', ['P-2', 'P-1']],
    ['Wiśniewska Żaneta', ['P-1']],
    ['zaneta klos', ['P-1']],
    ['щукин петр', ['P-3']],
    ['p-3', ['P-3']],
    ['P-', ['P-4', 'P-2', 'P-6', 'P-1', 'P-3']],
    ['600 100 401', ['P-2', 'P-1']],
    ['+48600100402', ['P-4']],
    ['8 912 345-67-89', []],
    ['+7 912 345-67-89', ['P-3']],
    ['Z.W@Example.com', ['P-1']],
    ['1959-03-14', ['P-2', 'P-1']],
    ['14.03.1959', ['P-2', 'P-1']],
    ['31.02.1959', []],
    ['%', []],
    ['_____', []],
    ['nobody', []],
  ])('for %j finds %j', async (text, expected) => {
    expect(await numbers(text)).toEqual(expected)
  })

  it('sees nobody of another clinic', async () => {
    const other = await ImportClinic.open(database.connection, { seed: 'desk elsewhere' })
    const found = await other.db.tenant(other.clinicId, async (tx) =>
      searchPatients(tx.as('patients'), 'wisniewsk', 10),
    )
    await other.db.close()
    expect(found).toEqual([])
  })
})

describe('the card', () => {
  it('shows how a patient is reached, what they agreed to, and who shares the number', async () => {
    const id = await idOf('P-1')
    const card = await ask((db) => readPatientCard(db, id))
    expect(card?.person).toMatchObject({
      fullName: 'Żaneta Wiśniewska-Kłos',
      externalId: 'P-1',
      isDeceased: false,
    })
    expect(card?.contacts.map(({ channel, value }) => [channel, value])).toEqual([
      ['sms', '+48600100401'],
      ['call', '+48600100401'],
      ['email', 'z.w@example.com'],
    ])
    expect(card?.contacts[0]?.consents).toEqual([
      { purpose: 'visit_admin', state: 'given' },
      { purpose: 'care_recall', state: 'given' },
      { purpose: 'reactivation', state: 'missing' },
      { purpose: 'feedback', state: 'missing' },
      { purpose: 'marketing', state: 'missing' },
    ])
    expect(card?.contacts[1]?.consents[0]).toEqual({ purpose: 'visit_admin', state: 'missing' })
    expect(card?.household).toMatchObject([{ fullName: 'Jan Wiśniewski', value: '+48600100401' }])
  })

  it('of nobody is none', async () => {
    expect(await ask((db) => readPatientCard(db, '00000000-0000-4000-8000-000000000000'))).toBeNull()
  })
})

describe('a death', () => {
  it('noted at the desk is not undone by an import that has not heard of it', async () => {
    const id = await idOf('P-3')
    const told = { patientId: id, deceasedAt: importedAt, actor: importer }
    expect(await ask((db) => markDeceased(db, told))).toEqual({ ok: true, value: true })
    expect(clinic.events.at(-1)).toEqual({ type: 'patients.changed', patientIds: [id] })
    await clinic.csv(table.replace('Щукин', 'Щукин-Ли'))
    expect((await ask((db) => readPatientCard(db, id)))?.person).toMatchObject({
      fullName: 'Пётр Щукин-Ли',
      isDeceased: true,
      deceasedAt: importedAt,
    })
  })

  it('that only the practice system told is taken back when the practice system does so', async () => {
    const id = await idOf('P-6')
    await clinic.csv(table.replace('1930-01-01,,,,yes,', '1930-01-01,,,,no,'))
    expect((await ask((db) => readPatientCard(db, id)))?.person.isDeceased).toBe(false)
  })

  it('of nobody is refused', async () => {
    const nobody = { patientId: '00000000-0000-4000-8000-000000000000', deceasedAt: null, actor: importer }
    expect(await ask((db) => markDeceased(db, nobody))).toMatchObject({ ok: false })
  })
})
