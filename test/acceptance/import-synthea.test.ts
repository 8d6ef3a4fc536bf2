import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { changes, ImportClinic, noChanges } from '../support/import-clinic.ts'
import { sharedData } from '../support/shared-data.ts'

const data = sharedData()
const american = { country: 'US', zone: 'America/New_York' }

describe.runIf(data !== undefined)('records of others', async () => {
  const folder = (...names: string[]): string => join(data ?? '', ...names)
  const { connection } = await testDatabase()

  const smart = { patient: 312, visit: 8969, condition: 2332, procedure: 7103 }
  const bulk = { patient: 54, visit: 2080, condition: 364, procedure: 1255 }

  describe.each([
    ['smart-v2.4', { ...smart, observation: 49_045, treatment_plan: 855 }, 1879],
    ['bulk-v2.5', { ...bulk, observation: 9815, treatment_plan: 151 }, 350],
    ['ndjson-10-patients', { patient: 13, visit: 1215, procedure: 2056 }, 0],
  ])('of synthea/%s', (name, counts, activities) => {
    let clinic: ImportClinic
    beforeAll(async () => {
      clinic = await ImportClinic.open(connection, { seed: name, ...american })
    })
    afterAll(async () => clinic.db.close())

    test('are all taken in, but for telephone numbers that do not exist', async () => {
      const summary = await clinic.fhir(folder('synthea', name))
      for (const [kind, count] of Object.entries(counts)) {
        expect(summary.kinds[kind]).toMatchObject({ read: count, created: count, refused: 0, waiting: 0 })
      }
      expect(new Set(summary.refused.map(({ field }) => field))).toEqual(new Set(['Patient.telecom[0]']))
      expect(summary.refused.every(({ line }) => line !== null)).toBe(true)
      expect(await clinic.rows('patients.plan_item', 'id')).toHaveLength(activities)
    })

    test('change nothing when they come again', async () => {
      const told = clinic.events.length
      expect(changes(await clinic.fhir(folder('synthea', name)))).toEqual(noChanges)
      expect(clinic.events).toHaveLength(told)
    })
  })

  describe('in tables', () => {
    let clinic: ImportClinic
    beforeAll(async () => {
      clinic = await ImportClinic.open(connection, { seed: 'tables', ...american })
    })
    afterAll(async () => clinic.db.close())

    const tables = (...names: string[]): readonly string[] =>
      data === undefined ? [] : readdirSync(folder(...names)).filter((name) => name.endsWith('.csv'))
    const used: Readonly<Record<string, number>> = {
      'organizations.csv': 63,
      'providers.csv': 166,
      'patients.csv': 27,
      'encounters.csv': 604,
      'conditions.csv': 438,
      'procedures.csv': 249,
      'careplans.csv': 49,
    }

    test('of synthea are taken in, or refused at line 1 when nothing here uses them', async () => {
      // Facts before people: what waits is taken in with its patient.
      for (const name of tables('synthea-csv').toSorted()) {
        const summary = await clinic.csvFile(folder('synthea-csv', name), { source: 'tables' })
        const count = used[name]
        if (count === undefined) {
          expect(summary.refused).toEqual([
            { file: name, line: 1, field: null, reason: expect.stringContaining('no use for') },
          ])
        } else expect({ name, refused: summary.refused }).toEqual({ name, refused: [] })
      }
      expect(await clinic.rows('patients.patient', 'id')).toHaveLength(27)
      expect(await clinic.rows('scheduling.visit', 'id')).toHaveLength(604)
      expect(await clinic.rows('patients.treatment_plan', 'id')).toHaveLength(49)
      expect(await clinic.rows('patients.staged_row', 'external_id')).toHaveLength(0)
      for (const name of Object.keys(used)) {
        const again = await clinic.csvFile(folder('synthea-csv', name), { source: 'tables' })
        expect(changes(again)).toEqual(noChanges)
      }
    })

    test.each(tables('csv-spectrum', 'csvs'))(
      'of csv-spectrum: %s is refused with its line',
      async (name) => {
        const summary = await clinic.csvFile(folder('csv-spectrum', 'csvs', name))
        expect(summary.created).toBe(0)
        expect(summary.refused.length).toBeGreaterThan(0)
        for (const refusal of summary.refused) {
          expect(refusal).toMatchObject({
            file: name,
            line: expect.any(Number),
            reason: expect.stringMatching(/\w/),
          })
        }
      },
    )
  })
})
