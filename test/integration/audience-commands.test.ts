import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CampaignClinic, campaignClinic } from '../support/campaign-clinic.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const { run: kembali } = commandLine(database.connection)
const folder = await mkdtemp(join(tmpdir(), 'kembali-audiences-'))
let clinic: CampaignClinic

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 3 })
})

afterAll(async () => {
  await clinic.db.close()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const grownUp = await file(
  'grown-up.yaml',
  `
programme: { kind: one_off }
criteria:
  kind: all
  of:
    - { kind: age, from: 18 }
    - { kind: visited, providers: [dr Anna Lis] }
`,
)
const everybody = await file('everybody.yaml', 'programme: { kind: one_off }\n')

describe('kembali audience', () => {
  it('counts, and says what keeps patients out and whether it counted or estimated', async () => {
    const table = await kembali('audience', 'count', everybody)
    expect(table).toMatchObject({ code: 0, err: '' })
    expect(table.out).toContain('3 patients match; 0 could be written to now (exact).')
    expect(table.out).toMatch(/purpose_not_allowed\s+3/)
    const { code, out } = await kembali('audience', 'count', everybody, '--estimate', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ basis: 'exact', matching: { count: 3, low: 3, high: 3 } })
  })

  it('lists patients by their numbers, and takes in what an import has changed first', async () => {
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await tx.run(sql`
        insert into scheduling.visit (clinic_id, id, patient_id, status, resource_id, ended_at, source, external_id, revision)
        select ${clinic.clinicId}, md5('at lis')::uuid, ${clinic.patients[1]?.id}::uuid, 'finished', r.id, '2026-01-01T09:00:00Z', 'test', 'at lis', ''
        from scheduling.resource r where r.clinic_id = ${clinic.clinicId} and r.name = 'dr Anna Lis'`)
      await tx.run(sql`
        insert into recall.dirty_patient (clinic_id, patient_id, marked_at)
        values (${clinic.clinicId}, ${clinic.patients[1]?.id}, ${tx.now})`)
    })
    const table = await kembali('audience', 'list', grownUp)
    expect(table).toMatchObject({ code: 0, err: '' })
    expect(table.out.split('\n')).toHaveLength(4)
    expect(table.out).toContain('p1')
    expect(table.out).not.toContain('Pacjent')
    expect(JSON.parse((await kembali('audience', 'list', grownUp, '--json')).out)).toMatchObject([
      { externalId: 'p1', band: null },
    ])
    const left = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql(sql`select from recall.dirty_patient where clinic_id = ${clinic.clinicId}`),
    )
    expect(left).toEqual([])
  })

  it('explains in the language asked for', async () => {
    expect((await kembali('audience', 'explain', grownUp)).out).toBe(
      'Patients who are 18 years old or older and have visited dr Anna Lis.\n',
    )
    expect((await kembali('audience', 'explain', grownUp, '--language', 'ru')).out).toBe(
      'Пациенты, которым не меньше 18 лет и которые были на приёме (dr Anna Lis).\n',
    )
    expect(await kembali('audience', 'explain', grownUp, '--language', 'de')).toMatchObject({
      code: 2,
      out: '',
    })
  })

  it('saves versions under a name, uses them by it, and ends them', async () => {
    expect((await kembali('audience', 'list')).out).toContain('No audience is saved yet')
    expect((await kembali('audience', 'save', grownUp, '--name', 'Dorośli')).out).toBe(
      'Saved "Dorośli", version 1.\n',
    )
    expect((await kembali('audience', 'save', grownUp, '--name', 'dorośli', '--json')).out).toContain(
      '"version": 1',
    )
    expect((await kembali('audience', 'save', everybody, '--name', 'Dorośli')).out).toContain('version 2')
    expect((await kembali('audience', 'list')).out).toMatch(/Dorośli\s+2\s+one_off/)
    expect((await kembali('audience', 'explain', 'Dorośli', '--language', 'pl')).out).toBe(
      'Wszyscy pacjenci.\n',
    )
    expect((await kembali('audience', 'end', 'Dorośli')).code).toBe(0)
    expect(await kembali('audience', 'end', 'Dorośli')).toMatchObject({ code: 1, out: '' })
  })

  it('says what is wrong with a file and where, and that something is neither file nor name', async () => {
    const broken = await file(
      'broken.yaml',
      'programme: { kind: one_off }\ncriteria: { kind: all, of: [{ kind: age }, { kind: colour }] }\n',
    )
    const refused = await kembali('audience', 'count', broken)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('broken.yaml: criteria.of.0: needs "from", "to" or both')
    expect(refused.err).toContain('broken.yaml: criteria.of.1.kind: is no kind of criterion')
    const stranger = await file(
      'stranger.yaml',
      'programme: { kind: one_off }\ncriteria: { kind: visited, providers: [dr Nikt] }\n',
    )
    const unknown = await kembali('audience', 'list', stranger)
    expect(unknown).toMatchObject({ code: 1, out: '' })
    expect(unknown.err).toContain('criteria.providers.0: no provider is called "dr Nikt"')
    expect(await kembali('audience', 'count', 'no such thing')).toMatchObject({ code: 2, out: '' })
    expect(await kembali('audience', 'count')).toMatchObject({ code: 2, out: '' })
    expect((await kembali('audience', '--help')).out).toContain('count|list|explain|save|end')
  })
})
