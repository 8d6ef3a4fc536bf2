import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { importCsv } from '../../src/integrations/import/import-csv.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { randomIds } from '../../src/platform/ids/ids.ts'
import { writeClinicCsv } from '../../src/simulation/write-clinic-csv.ts'
import { testDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const { connection } = await testDatabase()
const dispatch = async (): Promise<void> => undefined
const db = new Database({ pool: openPool(connection), clock: systemClock, ids: randomIds, dispatch })

afterAll(async () => db.close())

const wanted = { patients: 200, visitsPerPatient: 6, seed: 5, asOf: Temporal.PlainDate.from('2026-11-20') }
const actor = { kind: 'command_line', name: 'test' } as const

describe('a synthetic clinic as CSV', () => {
  it('has the number of rows asked for, the same each time', async () => {
    const once = await writeClinicCsv({ ...wanted, dir: temporaryFolder() })
    const again = await writeClinicCsv({ ...wanted, dir: temporaryFolder() })
    expect(once).toMatchObject({ patients: 200, visits: 1_200 })
    expect(await readFile(once.patientsFile, 'utf8')).toBe(await readFile(again.patientsFile, 'utf8'))
    expect(await readFile(once.visitsFile, 'utf8')).toBe(await readFile(again.visitsFile, 'utf8'))
  })

  it('is taken in by the import without a word about its columns, every row of it', async () => {
    const files = await writeClinicCsv({ ...wanted, dir: temporaryFolder() })
    const clinic = await createClinic(
      db,
      {
        name: 'CSV',
        practiceType: 'dental',
        country: 'PL',
        zone: 'Europe/Warsaw',
        language: 'pl',
        currency: 'PLN',
      },
      actor,
    )
    if (!clinic.ok) throw new Error(clinic.error.kind)
    const taken = { db, clinicId: clinic.value.id, actor }
    const patients = await importCsv({ ...taken, path: files.patientsFile })
    const visits = await importCsv({ ...taken, path: files.visitsFile })
    expect(patients).toMatchObject({ ok: true, value: { read: 200, created: 200, refusedCount: 0 } })
    expect(visits).toMatchObject({ ok: true, value: { read: 1_200, created: 1_200, refusedCount: 0 } })
  })
})
