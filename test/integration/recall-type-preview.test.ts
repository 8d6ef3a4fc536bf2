import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { arrangeInterval } from '../../src/recall/arrange-interval.ts'
import type { ClinicRecallType } from '../../src/recall/contract/recall-type.ts'
import { defineRecallType } from '../../src/recall/define-recall-type.ts'
import { diffRecallTypes } from '../../src/recall/diff-recall-types.ts'
import { disableRecallType } from '../../src/recall/disable-recall-type.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { listRecallTypes } from '../../src/recall/list-recall-types.ts'
import { overrideDueDate } from '../../src/recall/override-due-date.ts'
import {
  definitionOf,
  loadRecallPacks,
  type ShippedRecallType,
} from '../../src/recall/packs/load-recall-packs.ts'
import { previewRecallTypes } from '../../src/recall/preview-recall-types.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { finishedVisit, recordOf, writeFacts, writePeople, writeServices } from './recall-tables.ts'

const { newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
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

const previewOf = (...types: readonly ShippedRecallType[]) =>
  clinic.tenant((tx) =>
    previewRecallTypes(
      tx.as('recall'),
      types.map((type) => ({ kind: 'write', type, origin: 'pack' })),
    ),
  )

const cycles = () =>
  clinic.tenant((tx) =>
    tx.sql(sql`
      select patient_id, type_key, triggered_on, due_computed, due_effective, closed_at from recall.cycle
      where clinic_id = ${clinic.clinicId} order by patient_id, type_key, triggered_on`),
  )

test('before a type is enabled the preview tells how many would be due, and nothing is left of it', async () => {
  const [preview] = await previewOf(hygiene())
  expect(preview).toEqual({
    typeKey,
    isNamed: true,
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
  const [preview] = await previewOf(wider)
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

describe('types that change with the named ones', () => {
  test('perio takes hygiene away from who needs it, and gives it back when it ends', async () => {
    await clinic.tenant(async (tx) => {
      const [first] = ids
      const services = new Map<string, string>()
      const record = recordOf({ visits: [finishedVisit('2026-09-01T09:00:00Z', 'perio')] })
      await writeFacts(tx, first ?? '', { record, services })
      await enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs })
    })
    const perio = packs.get('dental_perio')
    if (perio === undefined) throw new Error('the pack lacks perio')
    expect(await previewOf(perio)).toMatchObject([
      { typeKey: 'dental_perio', isNamed: true, opened: 1, closed: 0 },
      { typeKey, isNamed: false, opened: 0, closed: 1, cyclesAfter: 3 },
    ])
    await clinic.tenant((tx) => enableRecallTypes(tx.as('recall'), { keys: ['dental_perio'], by, packs }))
    const ended = await clinic.tenant((tx) =>
      previewRecallTypes(tx.as('recall'), [{ kind: 'end', key: 'dental_perio' }]),
    )
    expect(ended).toMatchObject([
      { typeKey: 'dental_perio', isNamed: true, closed: 1, cyclesAfter: 0 },
      { typeKey, isNamed: false, opened: 1 },
    ])
  })

  test('a preview leaves the transaction as it was, whatever else happens in it', async () => {
    await clinic.tenant(async (tx) => {
      await previewRecallTypes(tx.as('recall'), [{ kind: 'write', type: hygiene(), origin: 'pack' }])
      await enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs })
    })
    expect(await cycles()).toHaveLength(4)
  })
})

describe("the clinic's own words", () => {
  const interval = { months: 9, days: 0 }
  const defined = async (key: string | null, changed: Partial<ClinicRecallType> = {}) =>
    clinic.tenant((tx) => {
      const { key: _key, verifiedOn: _on, status: _status, ...type } = definitionOf(hygiene())
      return defineRecallType(tx.as('recall'), { key, type: { ...type, ...changed }, by, packs })
    })

  test('in place of those of a pack move the patients, and the diff says what the pack says', async () => {
    await clinic.tenant((tx) => enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs }))
    expect(await defined(typeKey, { interval })).toEqual({
      ok: true,
      value: { key: typeKey, changes: { opened: 0, closed: 0, moved: 4 } },
    })
    const [own] = await clinic.tenant((tx) =>
      diffRecallTypes(tx.as('recall'), new Map([[typeKey, hygiene()]])),
    )
    expect(own).toMatchObject({
      state: 'edited',
      changes: [{ field: 'interval', before: '{"days":0,"months":9}', after: '{"days":1,"months":6}' }],
    })
    // Enabling it is taking the pack's words again.
    await clinic.tenant((tx) => enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs }))
    const [again] = await clinic.tenant((tx) =>
      diffRecallTypes(tx.as('recall'), new Map([[typeKey, hygiene()]])),
    )
    expect(again?.state).toBe('same')
  })

  test('for a type of its own get a key of its own, and outlive the enabling of others', async () => {
    const names = { en: 'Implant check', pl: 'Kontrola implantu', ru: 'Осмотр импланта', ms: 'Semak implan' }
    const made = await defined(null, { names, supersededBy: [], succeeds: [] })
    expect(made).toMatchObject({ ok: true, value: { key: 'own_implant_check', changes: { opened: 4 } } })
    const second = await defined(null, { names, supersededBy: [], succeeds: [] })
    expect(second).toMatchObject({ ok: true, value: { key: 'own_implant_check_2' } })
    await clinic.tenant((tx) => enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs }))
    const rows = await clinic.tenant((tx) => listRecallTypes(tx.as('recall'), packs))
    expect(rows.filter(({ state }) => state !== 'off').map(({ key, pack }) => `${key} ${pack?.key}`)).toEqual(
      ['own_implant_check undefined', 'own_implant_check_2 undefined', 'dental_hygiene dental'],
    )
  })

  test('are enabled again by their key after they were off', async () => {
    await defined(null, { interval, supersededBy: [], succeeds: [] })
    await clinic.tenant((tx) => disableRecallType(tx.as('recall'), { key: 'own_dental_hygiene', by }))
    const again = await clinic.tenant((tx) =>
      enableRecallTypes(tx.as('recall'), { keys: ['own_dental_hygiene'], by, packs }),
    )
    expect(again).toEqual({ ok: true, value: { opened: 4, closed: 0, moved: 0 } })
  })

  test('stay on record when other words follow them', async () => {
    await defined(typeKey, { interval })
    await defined(typeKey, { interval: { months: 10, days: 0 } })
    const [audit] = await clinic.tenant((tx) =>
      tx.sql<{ changes: unknown }>(sql`
        select detail -> 'changes' as changes from clinic.audit
        where clinic_id = ${clinic.clinicId} and action = 'recall_type.defined' and detail -> 'changes' -> 0 ->> 'before' <> 'null'`),
    )
    expect(audit?.changes).toEqual([
      { field: 'interval', before: '{"days":0,"months":9}', after: '{"days":0,"months":10}' },
    ])
  })

  test.each([
    ['a key that nobody has', 'dental_magic', {}, { kind: 'not_found' }],
    [
      'a type that is not there',
      typeKey,
      { supersededBy: ['dental_magic'] },
      { kind: 'unknown_types', field: 'supersededBy', keys: ['dental_magic'] },
    ],
    ['itself', typeKey, { succeeds: [typeKey] }, { kind: 'circle', field: 'succeeds' }],
    [
      'a type whose place it takes',
      'dental_perio',
      { supersededBy: [typeKey] },
      { kind: 'circle', field: 'supersededBy' },
    ],
  ] as const)('are refused with %s', async (...[, key, changed, error]) => {
    expect(await defined(key, changed as Partial<ClinicRecallType>)).toEqual({ ok: false, error })
  })
})
