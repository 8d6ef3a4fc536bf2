import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { importFhir } from '../../src/integrations/import/import-fhir.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { randomIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import { listLapsed } from '../../src/recall/list-lapsed.ts'
import { testDatabase } from '../support/database.ts'
import { sharedData } from '../support/shared-data.ts'

// Lists of lapsed patients computed apart from this program, from the same records.

const oracleSchema = z.record(
  z.string(),
  z.object({ asOf: z.string(), alive: z.int(), lapsedOver: z.record(z.string(), z.array(z.string())) }),
)

const actor = { kind: 'command_line', name: 'Acceptance' } as const
const data = sharedData()

describe.runIf(data !== undefined)('the lapsed patients of imported records', async () => {
  const synthea = join(data ?? '', 'synthea')
  const oracle = oracleSchema.parse(JSON.parse(readFileSync(join(synthea, 'oracle-lapsed.json'), 'utf8')))
  const { connection } = await testDatabase()
  const database = new Database({
    pool: openPool(connection),
    clock: systemClock,
    ids: randomIds,
    dispatch: async () => {},
  })
  afterAll(() => database.close())

  const clinics = new Map<string, Promise<ClinicId>>()

  function clinicWith(folder: string): Promise<ClinicId> {
    const known = clinics.get(folder) ?? importInto(folder)
    clinics.set(folder, known)
    return known
  }

  async function importInto(folder: string): Promise<ClinicId> {
    const clinic = await createClinic(
      database,
      {
        name: folder,
        practiceType: 'primary_care',
        country: 'US',
        zone: 'America/New_York',
        language: 'en',
        currency: 'USD',
      },
      actor,
    )
    if (!clinic.ok) throw new Error(clinic.error.kind)
    const clinicId = clinic.value.id
    const summary = await importFhir({ db: database, clinicId, path: join(synthea, folder), actor })
    if (!summary.ok) throw new Error(summary.error.reason)
    return clinicId
  }

  const questions = Object.entries(oracle).flatMap(([name, { asOf, lapsedOver }]) =>
    Object.entries(lapsedOver).map(([days, expected]) => ({
      folder: name.split('@')[0] ?? name,
      asOf,
      overDays: Number(days),
      expected,
    })),
  )

  test.each(questions)(
    '$folder at $asOf, over $overDays days, equals the oracle',
    async ({ folder, asOf, overDays, expected }) => {
      const clinicId = await clinicWith(folder)
      const found: string[] = []
      await database.tenant(clinicId, async (tx) => {
        const rows = await listLapsed(tx.as('recall'), { asOf: Temporal.Instant.from(asOf), overDays })
        for await (const row of rows) found.push(row.externalId)
      })
      expect(found.sort()).toEqual([...expected].sort())
    },
  )
})
