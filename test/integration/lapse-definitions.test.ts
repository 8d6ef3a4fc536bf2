import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { type DefinedLapse, listLapsedByDefinition } from '../../src/recall/list-lapsed-by-definition.ts'
import { type LapseDefinition, loadLapseDefinitions } from '../../src/recall/packs/load-lapse-definitions.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { pauseRecall } from '../../src/recall/pause-recall.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import type { PatientRecord } from '../../src/recall/rules/patient-history.ts'
import { all, type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { bookedVisit, finishedVisit, recordOf, writePerson } from './recall-tables.ts'

// Worked examples of the documents that the definitions come from, one patient each.

const { newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const packs = await loadRecallPacks()
const by = { kind: 'staff', id: '0', name: 'Ewa Zając', role: 'manager' } as const

const seen = (on: string, kind: string | null = null) => finishedVisit(`${on}T09:00:00Z`, kind)
const diabetes = { code: 'E11.9', onsetAt: null, recordedAt: null, abatedAt: null }

const patients: Readonly<Record<string, Partial<PatientRecord>>> = {
  'cleaning nine months ago': { visits: [seen('2026-02-21', 'hygiene')] },
  'cleaning eight months ago': { visits: [seen('2026-03-22', 'hygiene')] },
  'chronic visit missed': {
    conditions: [diabetes],
    visits: [seen('2026-08-10')],
    appointments: [bookedVisit('2026-11-12T09:00:00Z', { state: 'no_show' })],
  },
  'chronic visit missed and booked again': {
    conditions: [diabetes],
    visits: [seen('2026-08-10')],
    appointments: [
      bookedVisit('2026-11-12T09:00:00Z', { state: 'no_show' }),
      bookedVisit('2026-12-03T09:00:00Z'),
    ],
  },
  'chronic visit late by a week': { conditions: [diabetes], visits: [seen('2026-08-15')] },
  'root canal begun, nobody came since': { visits: [seen('2026-09-30', 'hygiene')] },
  'root canal begun last week': { visits: [seen('2026-11-15', 'hygiene')] },
  'twenty months away': { visits: [seen('2025-03-20')] },
  'three years and a day away': { visits: [seen('2023-11-21')] },
  'left formally': { visits: [seen('2025-03-20')], leftAt: Temporal.Instant.from('2026-01-01T00:00:00Z') },
  died: { visits: [seen('2025-03-20')], isDeceased: true },
  'paused by staff': { visits: [seen('2026-01-10', 'hygiene')] },
}

const began = ['root canal begun, nobody came since', 'root canal begun last week']

type Practice = 'dental' | 'primary_care'
const clinics = new Map<Practice, RecallClinic>()

beforeAll(async () => {
  for (const practice of ['dental', 'primary_care'] as const) {
    const clinic = await newClinic()
    clinics.set(practice, clinic)
    await clinic.tenant(async (tx) => {
      for (const [externalId, facts] of Object.entries(patients)) {
        const survivor = recordOf(facts)
        const id = await writePerson(tx, { survivor, duplicates: [] }, { externalId, services: new Map() })
        if (began.includes(externalId))
          await tx.run(sql`
            insert into patients.plan_item (clinic_id, id, patient_id, source, external_id, display, state, planned_on, revision)
            values (${tx.clinicId}, ${tx.ids.uuid(tx.now)}, ${id}, 'test', ${externalId}, 'Root canal', 'open', '2026-09-30', '')`)
      }
      const keys =
        practice === 'dental' ? ['dental_hygiene', 'dental_perio'] : ['annual_wellness', 'chronic_quarterly']
      await enableRecallTypes(tx.as('recall'), { keys, by, packs })
      await rebuildCycles(tx.as('recall'))
      if (practice === 'dental') {
        const [paused] = await tx.sql<{ id: string }>(sql`
          select id from patients.patient where clinic_id = ${tx.clinicId} and external_id = 'paused by staff'`)
        await pauseRecall(tx.as('recall'), {
          patientId: paused?.id ?? '',
          typeKey: 'dental_hygiene',
          until: Temporal.PlainDate.from('2027-03-01'),
          by,
          reason: 'Expecting',
        })
      }
    })
  }
})

async function lapsed(practice: Practice, key: string): Promise<readonly string[]> {
  const definitions = (await loadLapseDefinitions(practice)).filter((one) => one.key === key)
  expect(definitions).toHaveLength(1)
  return (await lapsedBy(practice, definitions)).map((row) => row.externalId)
}

const lapsedByAny = async (practice: Practice) => lapsedBy(practice, await loadLapseDefinitions(practice))

async function lapsedBy(
  practice: Practice,
  definitions: readonly LapseDefinition[],
): Promise<readonly DefinedLapse[]> {
  const rows = await clinics
    .get(practice)
    ?.tenant(async (tx) => all(await listLapsedByDefinition(tx.as('recall'), definitions)))
  return rows ?? []
}

describe('each definition of lapse finds its example and nobody else', () => {
  test('a dental cleaning every six months: lapsed after nine', async () => {
    const found = await lapsed('dental', 'interval_missed')
    expect(found).toContain('cleaning nine months ago')
    expect(found).not.toContain('cleaning eight months ago')
    expect(found).not.toContain('paused by staff')
  })

  test('chronic care: one visit missed without a new one', async () => {
    expect(await lapsed('primary_care', 'chronic_visit_missed')).toEqual(['chronic visit missed'])
  })

  test('acute care: a plan not completed and nobody came for four weeks', async () => {
    expect(await lapsed('dental', 'treatment_unfinished')).toEqual(['root canal begun, nobody came since'])
  })

  test('general practice: 18 to 24 months without a visit', async () => {
    expect(await lapsed('primary_care', 'general_18_24')).toEqual(['twenty months away'])
  })

  test('more than twelve months and none booked', async () => {
    expect(await lapsed('primary_care', 'year_without_visit')).toEqual([
      'three years and a day away',
      'twenty months away',
    ])
  })

  test('dental: 18 to 36 months; beyond 36 a patient rarely returns', async () => {
    expect(await lapsed('dental', 'dental_18_36')).toEqual(['twenty months away'])
  })

  test('who formally left is not lapsed, by whichever definition: of two alike, only who stayed is', async () => {
    for (const practice of ['dental', 'primary_care'] as const) {
      const names = (await lapsedByAny(practice)).map((row) => row.externalId)
      expect(names).toContain('twenty months away')
      expect(names).not.toContain('left formally')
    }
  })

  test('nobody dead is lapsed by any, and several may hold for one', async () => {
    const rows = await lapsedByAny('dental')
    expect(rows.map((row) => row.externalId)).not.toContain('died')
    expect(rows.find((row) => row.externalId === 'twenty months away')?.definitions).toEqual([
      'dental_18_36',
      'interval_missed',
    ])
  })
})
