import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dueRowSchema } from '../../src/recall/contract.ts'
import { disableRecallType } from '../../src/recall/disable-recall-type.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { listDue } from '../../src/recall/list-due.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { all, type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { finishedVisit, recordOf, writePerson, writeServices } from './recall-tables.ts'

const { clock, events, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const packs = await loadRecallPacks()
const by = { kind: 'command_line', name: 'Dr Ewa Zając' } as const
const asOf = clock.now()

let clinic: RecallClinic

beforeEach(async () => {
  events.length = 0
  clinic = await newClinic()
  await clinic.tenant(async (tx) => {
    const services = await writeServices(tx)
    const survivor = recordOf({ visits: [finishedVisit('2026-01-15T09:00:00Z', 'hygiene')] })
    await writePerson(tx, { survivor, duplicates: [] }, { externalId: 'anna', services })
  })
})

const enable = (...keys: readonly string[]) =>
  clinic.tenant((tx) => enableRecallTypes(tx.as('recall'), { keys, by, packs }))

const cycles = () =>
  clinic.tenant((tx) =>
    tx.sql<{ type_key: string; due: Temporal.PlainDate; close_reason: string | null }>(sql`
      select type_key, due_effective as due, close_reason from recall.cycle
      where clinic_id = ${clinic.clinicId} order by type_key`),
  )

describe('with no recall type enabled', () => {
  test('the question who is due says so instead of answering nobody', async () => {
    const listed = await clinic.tenant((tx) => listDue(tx.as('recall'), { asOf }))
    expect(listed).toEqual({ ok: false, error: { kind: 'no_type_enabled' } })
  })
})

describe('enabling a recall type', () => {
  test('opens the cycles, is audited under the name of the person, and published', async () => {
    expect(await enable('dental_hygiene')).toEqual({ ok: true, value: { opened: 1, closed: 0, moved: 0 } })
    expect(await cycles()).toEqual([
      { type_key: 'dental_hygiene', due: Temporal.PlainDate.from('2026-07-16'), close_reason: null },
    ])
    const audit = await clinic.tenant((tx) =>
      tx.sql(sql`
        select actor_kind, actor_name, action, subject_id, detail ->> 'pack' as pack from clinic.audit
        where clinic_id = ${clinic.clinicId} and action like 'recall_type.%'`),
    )
    expect(audit).toEqual([
      {
        actor_kind: 'command_line',
        actor_name: 'Dr Ewa Zając',
        action: 'recall_type.enabled',
        subject_id: 'dental_hygiene',
        pack: 'dental',
      },
    ])
    expect(events).toEqual([{ type: 'recall_type.enabled', typeKey: 'dental_hygiene' }])
  })

  test('a second time changes nothing', async () => {
    await enable('dental_hygiene')
    expect(await enable('dental_hygiene')).toEqual({ ok: true, value: { opened: 0, closed: 0, moved: 0 } })
  })

  test('names what no pack has, and what there is', async () => {
    expect(await enable('dental_hygiene', 'dental_magic')).toEqual({
      ok: false,
      error: {
        kind: 'unknown_types',
        keys: ['dental_magic'],
        known: [...packs.keys()].sort(),
      },
    })
    expect(await cycles()).toEqual([])
  })

  test.each([
    ['an empty name', { kind: 'command_line', name: '  ' } as const],
    ['the program itself', { kind: 'system', name: 'import' } as const],
  ])('is refused to %s', async (_, nobody) => {
    const refused = await clinic.tenant((tx) =>
      enableRecallTypes(tx.as('recall'), { keys: ['dental_hygiene'], by: nobody, packs }),
    )
    expect(refused).toEqual({ ok: false, error: { kind: 'nobody_named' } })
  })

  test('with another interval moves the due dates', async () => {
    await enable('dental_hygiene')
    const hygiene = packs.get('dental_hygiene')
    if (hygiene === undefined) throw new Error('the pack is there')
    const slower = new Map([['dental_hygiene', { ...hygiene, interval: { months: 9, days: 0 } }]])
    const changed = await clinic.tenant((tx) =>
      enableRecallTypes(tx.as('recall'), { keys: ['dental_hygiene'], by, packs: slower }),
    )
    expect(changed).toEqual({ ok: true, value: { opened: 0, closed: 0, moved: 1 } })
    expect((await cycles()).map(({ due }) => due.toString())).toEqual(['2026-10-15'])
  })
})

describe('disabling a recall type', () => {
  test('closes its cycles and keeps them', async () => {
    await enable('dental_hygiene')
    const ended = await clinic.tenant((tx) =>
      disableRecallType(tx.as('recall'), { key: 'dental_hygiene', by }),
    )
    expect(ended).toEqual({ ok: true, value: { opened: 0, closed: 1, moved: 0 } })
    expect((await cycles()).map((cycle) => cycle.close_reason)).toEqual(['type_disabled'])
    const listed = await clinic.tenant((tx) => listDue(tx.as('recall'), { asOf }))
    expect(listed.ok).toBe(false)
  })

  test('and enabling it again reopens the same cycle', async () => {
    await enable('dental_hygiene')
    await clinic.tenant((tx) => disableRecallType(tx.as('recall'), { key: 'dental_hygiene', by }))
    expect(await enable('dental_hygiene')).toEqual({ ok: true, value: { opened: 1, closed: 0, moved: 0 } })
    expect((await cycles()).map((cycle) => cycle.close_reason)).toEqual([null])
  })

  test('is refused when it is not enabled', async () => {
    const refused = await clinic.tenant((tx) =>
      disableRecallType(tx.as('recall'), { key: 'dental_hygiene', by }),
    )
    expect(refused).toEqual({ ok: false, error: { kind: 'not_enabled' } })
  })
})

describe('the question who is due', () => {
  test('writes nothing: it runs in a transaction that may not', async () => {
    await enable('dental_hygiene')
    const rows = await clinic.tenant(async (tx) => {
      await tx.run(sql`set transaction read only`)
      const listed = await listDue(tx.as('recall'), { asOf })
      if (!listed.ok) throw new Error(listed.error.kind)
      return all(listed.value)
    })
    expect(z.array(dueRowSchema).parse(JSON.parse(JSON.stringify(rows)))).toEqual([
      {
        externalId: 'anna',
        recallType: 'dental_hygiene',
        dueComputed: '2026-07-16',
        dueEffective: '2026-07-16',
        status: 'lapsed',
        band: 'overdue_3_6',
      },
    ])
  })

  test('answers for the past with what was known then', async () => {
    await enable('dental_hygiene')
    const statusAt = (day: string) =>
      clinic.tenant(async (tx) => {
        const listed = await listDue(tx.as('recall'), { asOf: Temporal.Instant.from(day) })
        if (!listed.ok) throw new Error(listed.error.kind)
        return (await all(listed.value)).map((row) => row.status)
      })
    expect(await statusAt('2026-01-15T08:59:59Z')).toEqual([])
    expect(await statusAt('2026-06-20T10:00:00Z')).toEqual(['due_soon'])
    expect(await statusAt('2026-07-15T21:59:59Z')).toEqual(['due_soon'])
    expect(await statusAt('2026-07-15T22:00:00Z')).toEqual(['due'])
    expect(await statusAt('2026-07-16T22:00:00Z')).toEqual(['overdue'])
    expect(await statusAt('2027-02-01T10:00:00Z')).toEqual(['lapsed'])
  })
})
