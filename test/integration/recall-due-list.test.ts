import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type DueListQuery,
  dueCountSchema,
  dueCycleSchema,
  dueListQuery,
  dueListSchema,
  dueTabsSchema,
} from '../../src/insights/contract/due-list.ts'
import { readDueCycle } from '../../src/insights/due-list/read-due-cycle.ts'
import { readDueList } from '../../src/insights/due-list/read-due-list.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { countDue } from '../../src/recall/count-due.ts'
import { countDueTabs } from '../../src/recall/count-due-tabs.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { overrideDueDate } from '../../src/recall/override-due-date.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { pauseRecall } from '../../src/recall/pause-recall.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { bookedVisit, finishedVisit, recordOf, writePerson, writeRules } from './recall-tables.ts'

const { clock, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const packs = await loadRecallPacks()
const by = { kind: 'staff', id: '0', name: 'Ewa Zając', role: 'manager' } as const
const reading = { language: 'pl', country: 'PL', zone: 'Europe/Warsaw' } as const
const typeKey = 'dental_hygiene'

let clinic: RecallClinic
const ids = new Map<string, string>()

/** Name, language, day of the last hygiene visit. Due half a year and a day later; grace ends 92 days after that. */
const patients = [
  ['Anna Nowak', 'pl', '2026-05-25'],
  ['Bolesław Żak', 'pl', '2026-05-21'],
  ['Celina Łoś', 'pl', '2026-04-01'],
  ['Дмитрий Воробьёв', 'ru', '2026-02-21'],
  ['Ewa Wójcik', null, '2026-02-21'],
  ['Fatimah binti Yusof', 'ms', '2025-11-21'],
  ['Grzegorz Lis', 'pl', '2026-04-10'],
  ['Halina Bąk', 'pl', '2026-04-10'],
  ['Igor Nowak', 'pl', '2026-04-10'],
  ['Jan Nowy', 'pl', '2026-11-01'],
] as const

const appointments = new Map([
  ['Grzegorz Lis', bookedVisit('2026-12-01T09:00:00Z', { serviceKey: 'hygiene' })],
  ['Halina Bąk', bookedVisit('2026-12-02T09:00:00Z', { serviceKey: null })],
  ['Celina Łoś', bookedVisit('2026-12-03T09:00:00Z', { serviceKey: 'filling' })],
])

beforeAll(async () => {
  clinic = await newClinic()
  await clinic.tenant(async (tx) => {
    const services = new Map(['hygiene', 'filling'].map((key) => [key, tx.ids.uuid(tx.now)]))
    for (const [key, id] of services) {
      await tx.run(sql`
        insert into scheduling.service (clinic_id, id, key, name, minutes) values (${tx.clinicId}, ${id}, ${key}, ${key}, 30)`)
    }
    for (const [name, language, visitedOn] of patients) {
      const appointment = appointments.get(name)
      const survivor = recordOf({
        visits: [finishedVisit(`${visitedOn}T09:00:00Z`, 'hygiene')],
        appointments: appointment === undefined ? [] : [appointment],
      })
      const id = await writePerson(tx, { survivor, duplicates: [] }, { externalId: name, services })
      await tx.run(sql`
        update patients.patient set full_name = ${name}, language = ${language}
        where clinic_id = ${tx.clinicId} and id = ${id}`)
      ids.set(name, id)
    }
    await enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs })
    const paused = { patientId: idOf('Igor Nowak'), typeKey, by, reason: 'Za granicą' }
    await pauseRecall(tx.as('recall'), { ...paused, until: Temporal.PlainDate.from('2026-12-24') })
  })
})

function idOf(name: string): string {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`no ${name}`)
  return id
}

const list = (query: Partial<Record<keyof DueListQuery, unknown>> = {}) =>
  clinic.tenant(async (tx) => {
    const asked = dueListQuery.parse(query)
    return {
      ...dueListSchema.parse(await readDueList(tx.as('insights'), asked, reading)),
      ...(await counted(tx, asked)),
    }
  })

async function counted(tx: TenantTransaction, asked: DueListQuery) {
  const recall = tx.as('recall')
  return {
    counts: dueTabsSchema.parse(await countDueTabs(recall)),
    total: dueCountSchema.parse({ total: await countDue(recall, asked) }).total,
  }
}

const names = async (query: Partial<Record<keyof DueListQuery, unknown>>) =>
  (await list(query)).rows.map((row) => row.name)

describe('tabs', () => {
  test('hold every open cycle but those far ahead, with exact counts', async () => {
    expect((await list()).counts).toEqual({ due_soon: 2, overdue: 3, lapsed: 1, booked: 2, paused: 1 })
  })

  test.each([
    ['due_soon', ['Bolesław Żak', 'Anna Nowak']],
    ['overdue', ['Ewa Wójcik', 'Дмитрий Воробьёв', 'Celina Łoś']],
    ['lapsed', ['Fatimah binti Yusof']],
    ['booked', ['Grzegorz Lis', 'Halina Bąk']],
    ['paused', ['Igor Nowak']],
  ])('%s lists %j, longest overdue first', async (tab, expected) => {
    expect(await names({ tab })).toEqual(expected)
  })

  test('who has a visit for something else is still overdue', async () => {
    const row = (await list({ tab: 'overdue' })).rows.find(({ name }) => name === 'Celina Łoś')
    expect(row).toEqual({
      id: `${idOf('Celina Łoś')}:dental_hygiene`,
      patientId: idOf('Celina Łoś'),
      name: 'Celina Łoś',
      language: 'pl',
      typeKey,
      typeName: 'Higienizacja zębów',
      due: { iso: '2026-10-02', text: '2 paź 2026' },
      overdueDays: 51,
      status: 'overdue',
      band: null,
      next: { kind: 'nothing' },
    })
  })

  test('a visit of unknown service protects the patient and asks for a look', async () => {
    const [plain, unclear] = (await list({ tab: 'booked' })).rows
    expect(plain?.next).toEqual({
      kind: 'visit',
      at: { iso: '2026-12-01T09:00:00Z', text: 'wt. 1 gru 10:00' },
      isUnclear: false,
    })
    expect(unclear?.next).toMatchObject({ kind: 'visit', isUnclear: true })
  })
})

describe('filters', () => {
  test('by days overdue, language and type narrow the tab and leave its count', async () => {
    expect(await names({ tab: 'overdue', overdueFromDays: 52 })).toEqual(['Ewa Wójcik', 'Дмитрий Воробьёв'])
    expect(await names({ tab: 'overdue', overdueToDays: 51 })).toEqual(['Celina Łoś'])
    expect(await names({ tab: 'overdue', language: 'ru' })).toEqual(['Дмитрий Воробьёв'])
    const narrowed = await list({ tab: 'overdue', types: 'dental_perio' })
    expect({ rows: narrowed.rows, total: narrowed.total, overdue: narrowed.counts.overdue }).toEqual({
      rows: [],
      total: 0,
      overdue: 3,
    })
  })

  test.each([
    ['celina', ['Celina Łoś']],
    ['los', ['Celina Łoś']],
    ['воробьев', ['Дмитрий Воробьёв']],
    ['Worob', ['Дмитрий Воробьёв']],
    ['dmitri', ['Дмитрий Воробьёв']],
    ['войцик', ['Ewa Wójcik']],
    ['целина', ['Celina Łoś']],
    ['%', []],
    ['nowak', []],
  ])('the search for %j finds %j', async (search, expected) => {
    const found = await list({ tab: 'overdue', search })
    expect(found.rows.map((row) => row.name)).toEqual(expected)
    expect(found.total).toBe(expected.length)
  })

  test('sorting by name and paging cut the same list', async () => {
    const sorted = await names({ tab: 'overdue', sort: 'name' })
    expect(sorted).toEqual(['Celina Łoś', 'Ewa Wójcik', 'Дмитрий Воробьёв'])
    expect(await names({ tab: 'overdue', sort: 'latest_due' })).toEqual([
      'Celina Łoś',
      'Ewa Wójcik',
      'Дмитрий Воробьёв',
    ])
    const second = await list({ tab: 'overdue', page: 2, pageSize: 10 })
    expect({ rows: second.rows, total: second.total }).toEqual({ rows: [], total: 3 })
  })
})

describe('the panel of one cycle', () => {
  const detail = (name: string) =>
    clinic.tenant((tx) => readDueCycle(tx.as('insights'), { patientId: idOf(name), typeKey }, reading))

  test('tells interval, round, when it lapses, and who paused it', async () => {
    const found = dueCycleSchema.parse(await detail('Igor Nowak'))
    expect(found).toMatchObject({
      age: '41 lat',
      round: 1,
      triggeredOn: { iso: '2026-04-10' },
      interval: { months: 6, days: 1 },
      due: { iso: '2026-10-11' },
      lapsesOn: { iso: '2027-01-12' },
      status: 'paused',
      override: null,
      pause: { by: 'Ewa Zając', reason: 'Za granicą', until: { iso: '2026-12-24' } },
      next: { kind: 'resumes', at: { iso: '2026-12-24' } },
      enabledBy: 'Ewa Zając',
    })
  })

  test('tells who moved the date and where it was', async () => {
    await clinic.tenant((tx) =>
      overrideDueDate(tx.as('recall'), {
        patientId: idOf('Jan Nowy'),
        typeKey,
        due: Temporal.PlainDate.from('2027-09-01'),
        by,
        reason: 'Aparat',
        expiresOn: null,
      }),
    )
    expect(await detail('Jan Nowy')).toMatchObject({
      due: { iso: '2027-09-01' },
      dueComputed: { iso: '2027-05-02' },
      override: { by: 'Ewa Zając', reason: 'Aparat', expiresOn: null },
    })
  })

  test('is nothing for a type the patient does not have', async () => {
    const found = await clinic.tenant((tx) =>
      readDueCycle(tx.as('insights'), { patientId: idOf('Jan Nowy'), typeKey: 'dental_perio' }, reading),
    )
    expect(found).toBeNull()
  })
})

test('another clinic sees nothing of it', async () => {
  const other = await newClinic()
  const empty = await other.tenant(async (tx) => {
    await writeRules(tx, [])
    const asked = dueListQuery.parse({ tab: 'overdue', search: 'celina' })
    return {
      ...(await readDueList(tx.as('insights'), asked, reading)),
      ...(await counted(tx, asked)),
    }
  })
  expect(empty).toEqual({
    counts: { due_soon: 0, overdue: 0, lapsed: 0, booked: 0, paused: 0 },
    types: [],
    rows: [],
    total: 0,
    page: 1,
    pageSize: 50,
  })
  expect(clock.now().toString()).toBe('2026-11-22T10:00:00Z')
})
