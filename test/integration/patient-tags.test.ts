import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patientTagRoutes } from '../../src/patients/routes.ts'
import { tagPatient } from '../../src/patients/tag-patient.ts'
import { testDatabase } from '../support/database.ts'
import { changes, ImportClinic, importer, noChanges } from '../support/import-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
let clinic: ImportClinic
let door: StaffDoor

beforeAll(async () => {
  clinic = await ImportClinic.open(database.connection, { seed: 'tags' })
  await clinic.csv(table)
  door = await staffDoor(clinic, patientTagRoutes)
})
afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

const table =
  'id,name,tags,balance,balance date,lat,lon,merged into\nP-1,Anna Kos,"VIP, Implant  2024","1 250,50",2026-11-01,50.06,19.94,\nP-2,Jan Lis,vip,-20,,,,\nP-3,Jan Lys,Anxious,,,,,P-2\nP-4,Ewa Ryś,,,,,,\n'

interface Patient {
  readonly id: string
  readonly external_id: string
}
interface TagRow {
  readonly tag: string
  readonly source: string
  readonly ended_at: Temporal.Instant | null
}
const patients = async () => clinic.rows<Patient>('patients.patient', 'external_id')
const idOf = async (number: string): Promise<string> => {
  const found = (await patients()).find((row) => row.external_id === number)
  if (found === undefined) throw new Error(`no ${number}`)
  return found.id
}
const tagsOf = async (number: string): Promise<readonly string[]> => {
  const answer = await door.get(`/api/patients/${await idOf(number)}/tags`)
  return answer.body.tags.map(({ tag }: { readonly tag: string }) => tag)
}
const rowsOf = async (number: string) => {
  const id = await idOf(number)
  const rows = await clinic.rows<TagRow & { readonly patient_id: string }>('patients.patient_tag', 'added_at')
  return rows.filter((row) => row.patient_id === id)
}
/** The clock stands in tests: a tag that is put on again needs another moment. */
const aMinuteLater = () => clinic.clock.moveTo(clinic.clock.now().add({ minutes: 1 }))

describe('a table of patients', () => {
  it('tells what they owe, where they live and what they are called', async () => {
    expect(await patients()).toMatchObject([
      {
        balance_minor: 125_050,
        balance_at: Temporal.Instant.from('2026-10-31T23:00:00Z'),
        latitude: 50.06,
        longitude: 19.94,
      },
      { balance_minor: -2_000, balance_at: Temporal.Instant.from('2026-11-23T08:00:00Z'), latitude: null },
      { balance_minor: null, balance_at: null },
      { balance_minor: null },
    ])
    expect(await tagsOf('P-1')).toEqual(['implant 2024', 'vip'])
  })

  it('changes nothing the second time', async () => {
    expect(changes(await clinic.csv(table))).toEqual(noChanges)
  })

  it('is taken in without the places, sums and tags that make no sense', async () => {
    const broken = `id,name,tags,balance,lat,lon\nP-9,Iza Ryś,${'x'.repeat(61)},much,95,19\n`
    const other = await ImportClinic.open(database.connection, { seed: 'tags, broken' })
    const summary = await other.csv(broken)
    expect(summary).toMatchObject({ created: 1 })
    expect(summary.refused.map(({ line, field }) => [line, field])).toEqual([
      [2, 'lat'],
      [2, 'balance'],
      [2, 'tags'],
    ])
    await other.db.close()
  })

  it('ends the tags it no longer lists, and keeps their history and those of staff', async () => {
    const id = await idOf('P-1')
    await door.post(`/api/patients/${id}/tags`, { tag: ' ViP ' }, 'front_desk')
    aMinuteLater()
    await clinic.csv(table.replace('"VIP, Implant  2024"', 'new'))
    expect(await tagsOf('P-1')).toEqual(['new', 'vip'])
    expect((await rowsOf('P-1')).filter((row) => row.ended_at !== null)).toMatchObject([
      { source: 'csv' },
      { source: 'csv' },
    ])
  })
})

describe('staff', () => {
  it('put a tag on once, whoever asks again, and it is on the audit without its words', async () => {
    const id = await idOf('P-4')
    const before = clinic.events.length
    expect(await door.post(`/api/patients/${id}/tags`, { tag: 'Orto' })).toMatchObject({ status: 200 })
    expect(await door.post(`/api/patients/${id}/tags`, { tag: 'orto ' })).toMatchObject({ status: 200 })
    expect(await rowsOf('P-4')).toMatchObject([{ tag: 'orto', source: 'kembali', ended_at: null }])
    expect(clinic.events.slice(before)).toEqual([{ type: 'patients.changed', patientIds: [id] }])
    const audit = await clinic.rows<{ action: string; subject_id: string }>('clinic.audit', 'at')
    const told = audit.filter((row) => row.action === 'patient.tagged' && row.subject_id === id)
    expect(told).toMatchObject([{ actor_name: 'Ewa owner', detail: {} }])
  })

  it('take it off and put it on again, and both stay on record', async () => {
    const id = await idOf('P-4')
    aMinuteLater()
    expect(await door.post(`/api/patients/${id}/tags/remove`, { tag: 'ORTO' })).toMatchObject({ status: 200 })
    expect(await tagsOf('P-4')).toEqual([])
    aMinuteLater()
    await door.post(`/api/patients/${id}/tags`, { tag: 'orto' })
    expect(await rowsOf('P-4')).toMatchObject([{ ended_at: expect.anything() }, { ended_at: null }])
    expect(await door.post(`/api/patients/${id}/tags/remove`, { tag: 'never there' })).toMatchObject({
      status: 200,
    })
  })

  it('take an imported tag off, and no import puts it back', async () => {
    const id = await idOf('P-2')
    aMinuteLater()
    await door.post(`/api/patients/${id}/tags/remove`, { tag: 'vip' })
    await clinic.csv(table.replace('Jan Lis', 'Jan Lisek'))
    expect(await tagsOf('P-2')).toEqual(['anxious'])
  })

  it('see the tags of a merged record on the one that lives on, and tag that one', async () => {
    await door.post(`/api/patients/${await idOf('P-3')}/tags`, { tag: 'family' })
    expect(await tagsOf('P-2')).toEqual(['anxious', 'family'])
    expect(await rowsOf('P-3')).toMatchObject([{ tag: 'anxious' }])
    await door.post(`/api/patients/${await idOf('P-2')}/tags/remove`, { tag: 'anxious' })
    expect(await tagsOf('P-2')).toEqual(['family'])
  })

  it('choose from the tags in use', async () => {
    const { body } = await door.get('/api/tags', 'read_only')
    expect(body.tags).toContainEqual({ tag: 'orto', patients: 1 })
    expect(body.tags.map(({ tag }: { readonly tag: string }) => tag)).not.toContain('anxious')
  })

  it('are told what no tag is, and who nobody is', async () => {
    const id = await idOf('P-4')
    expect(await door.post(`/api/patients/${id}/tags`, { tag: '  ' })).toMatchObject({ status: 400 })
    expect(await door.post(`/api/patients/${id}/tags`, { tag: 'x'.repeat(61) })).toMatchObject({
      status: 400,
    })
    // Sixty letters that lower case makes longer.
    expect(await door.post(`/api/patients/${id}/tags`, { tag: 'İ'.repeat(60) })).toMatchObject({
      status: 400,
    })
    const nobody = '/api/patients/00000000-0000-4000-8000-000000000000/tags'
    expect(await door.post(nobody, { tag: 'vip' })).toMatchObject({ status: 404 })
    expect(await door.post(`${nobody}/remove`, { tag: 'vip' })).toMatchObject({ status: 404 })
  })

  it('who may not edit patients may not tag them', async () => {
    const url = `/api/patients/${await idOf('P-4')}/tags`
    expect(await door.post(url, { tag: 'vip' }, 'read_only')).toMatchObject({ status: 403 })
    expect(await door.post(`${url}/remove`, { tag: 'orto' }, 'read_only')).toMatchObject({ status: 403 })
    expect(await door.get(url, 'nobody')).toMatchObject({ status: 401 })
    expect(await door.get('/api/tags', 'nobody')).toMatchObject({ status: 401 })
  })
})

it('the command line tags too, and nobody of the staff is named', async () => {
  const patientId = await idOf('P-1')
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tagPatient(tx.as('patients'), { patientId, tag: 'checked', actor: importer }),
  )
  expect((await rowsOf('P-1')).filter((row) => row.tag === 'checked')).toMatchObject([{ added_by: null }])
})
