import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { arrangeInterval } from '../../src/recall/arrange-interval.ts'
import { diffRecallTypes } from '../../src/recall/diff-recall-types.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { overrideDueDate } from '../../src/recall/override-due-date.ts'
import { loadRecallPacks, type ShippedRecallType } from '../../src/recall/packs/load-recall-packs.ts'
import { previewRecallTypes } from '../../src/recall/preview-recall-types.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { finishedVisit, recordOf, writePeople, writeServices } from './recall-tables.ts'

const { database, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const packs = await loadRecallPacks()
const by = { kind: 'staff', id: '0', name: 'Ewa Zając', role: 'manager' } as const
const typeKey = 'dental_hygiene'

let clinic: RecallClinic
let ids: readonly string[]

beforeEach(async () => {
  clinic = await newClinic()
  ids = await clinic.tenant(async (tx) => {
    const services = await writeServices(tx)
    const people = ['2026-04-15', '2026-06-01', '2026-10-30', '2025-01-10'].map((on, index) => ({
      externalId: `p${index}`,
      person: {
        survivor: recordOf({ visits: [finishedVisit(`${on}T09:00:00Z`, 'hygiene')] }),
        duplicates: [],
      },
    }))
    return writePeople(tx, people, services)
  })
})

function hygiene(changed: Partial<ShippedRecallType> = {}): ShippedRecallType {
  const type = packs.get(typeKey)
  if (type === undefined) throw new Error('the pack lacks hygiene')
  return { ...type, ...changed }
}

const cycles = () =>
  clinic.tenant((tx) =>
    tx.sql(sql`
      select patient_id, type_key, triggered_on, due_computed, due_effective, closed_at from recall.cycle
      where clinic_id = ${clinic.clinicId} order by patient_id, type_key, triggered_on`),
  )

test('before a type is enabled the preview tells how many would be due, and nothing is left of it', async () => {
  const [preview] = await previewRecallTypes(database, clinic.clinicId, [hygiene()])
  expect(preview).toEqual({
    typeKey,
    cyclesBefore: 0,
    cyclesAfter: 4,
    opened: 4,
    closed: 0,
    moved: 0,
    keptByHand: 0,
    dueNow: 3,
  })
  expect(await cycles()).toEqual([])
})

test('a changed default moves only those still on the default, as many as the preview said', async () => {
  const [byDate, byInterval] = ids
  await clinic.tenant(async (tx) => {
    const recall = tx.as('recall')
    await enableRecallTypes(recall, { keys: [typeKey], by, packs })
    await overrideDueDate(recall, {
      patientId: byDate ?? '',
      typeKey,
      due: Temporal.PlainDate.from('2027-01-01'),
      by,
      reason: 'Abroad',
      expiresOn: null,
    })
    await arrangeInterval(recall, {
      patientId: byInterval ?? '',
      typeKey,
      interval: { months: 4, days: 0 },
      holds: 'always',
      by,
      reason: 'Wears braces',
      expiresOn: null,
    })
  })
  const wider = hygiene({ interval: { months: 12, days: 1 }, packVersion: 'next' })
  const before = await cycles()
  const [preview] = await previewRecallTypes(database, clinic.clinicId, [wider])
  expect(preview).toMatchObject({
    cyclesBefore: 4,
    cyclesAfter: 4,
    moved: 2,
    keptByHand: 2,
    opened: 0,
    closed: 0,
  })
  expect(await cycles()).toEqual(before)

  await clinic.tenant((tx) =>
    enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs: new Map([[typeKey, wider]]) }),
  )
  const due = await clinic.tenant((tx) =>
    tx.sql<{ due: string }>(sql`
      select due_effective::text as due from recall.cycle
      where clinic_id = ${clinic.clinicId} and closed_at is null
      order by array_position(${ids}::uuid[], patient_id)`),
  )
  expect(due.map((row) => row.due)).toEqual(['2027-01-01', '2026-10-01', '2027-10-31', '2026-01-11'])
})

test('a pack that says something else than what was enabled is told field by field; the same one is not', async () => {
  await clinic.tenant((tx) => enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs }))
  const diff = (type: ShippedRecallType) =>
    clinic.tenant((tx) => diffRecallTypes(tx.as('recall'), new Map([[typeKey, type]])))
  expect(await diff(hygiene())).toMatchObject([{ state: 'same', changes: [] }])
  const changed = hygiene({ interval: { months: 12, days: 1 }, packVersion: 'next' })
  expect(await diff(changed)).toMatchObject([
    {
      state: 'changed',
      enabledVersion: hygiene().packVersion,
      changes: [{ field: 'interval', before: '{"days":1,"months":6}', after: '{"days":1,"months":12}' }],
    },
  ])
})
