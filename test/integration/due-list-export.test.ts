import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import type { StaffRole } from '../../src/clinic/rules/actor.ts'
import { type DueList, dueListSchema } from '../../src/insights/contract/due-list.ts'
import { dueListRoutes } from '../../src/insights/routes/due-list.ts'
import { campaignClinic } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
// More than two batches of the file, and a name of each kind that a spreadsheet would take for a formula.
const clinic = await campaignClinic(database.connection, { patients: 2_050, daysSinceVisit: 220 })
const hostile = [
  '=HYPERLINK("http://x.example";"look")',
  '-2+3',
  '+1',
  '@SUM(A1)',
  'Nowak, "Janek"; Jan',
  '\t=1+1',
]
await clinic.db.tenant(clinic.clinicId, async (tx) => {
  for (const [index, name] of hostile.entries())
    await tx.run(sql`
      update patients.patient set full_name = ${name}, language = 'ms'
      where clinic_id = ${tx.clinicId} and id = ${clinic.patients[index]?.id}`)
})
const english = await staffDoor(clinic, dueListRoutes)

afterAll(async () => {
  await english.close()
  await clinic.db.close()
})

it('the file holds exactly the rows of the list, in its order', async () => {
  for (const sort of ['longest_overdue', 'latest_due', 'name'] as const) {
    const listed = await listedRows(english, sort)
    const [header, ...rows] = parsed(await exported(english, { tab: 'overdue', sort }), ',')
    expect(header).toEqual([
      'Patient number',
      'Patient',
      'Language',
      'Recall type',
      'Due',
      'Days overdue',
      'Status',
      'What happens next',
    ])
    expect(rows.length).toBe(2_050)
    expect(rows.map(([, name, , type, due, days]) => [name?.replace(/^'/, ''), type, due, days])).toEqual(
      listed.map((row) => [row.name, row.typeName, row.due.iso, String(row.overdueDays)]),
    )
  }
})

it('a filter narrows the file as it narrows the list, and no name in it is a formula', async () => {
  const rows = parsed(await exported(english, { tab: 'overdue', language: 'ms', sort: 'name' }), ',').slice(1)
  expect(rows.map(([, name]) => name).toSorted()).toEqual(
    [
      `'=HYPERLINK("http://x.example";"look")`,
      "'-2+3",
      "'+1",
      "'@SUM(A1)",
      'Nowak, "Janek"; Jan',
      "'\t=1+1",
    ].toSorted(),
  )
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
})

it('days ahead stay numbers, and an empty list is a file with its header alone', async () => {
  const ahead = parsed(await exported(english, { tab: 'due_soon' }), ',')
  expect(ahead.length).toBe(1)
})

it('begins with a byte order mark, names the day, is never kept by a cache', async () => {
  const answer = await english.raw('/api/due-list/export', { tab: 'lapsed' })
  expect(answer.statusCode).toBe(200)
  expect([...answer.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers['content-disposition']).toMatch(
    /^attachment; filename="due-list-\d{4}-\d{2}-\d{2}\.csv"$/,
  )
})

it('is parted as a Polish or Russian spreadsheet expects, with its words', async () => {
  for (const [language, first] of [
    ['pl', 'Numer pacjenta;Pacjent;'],
    ['ru', 'Номер пациента;Пациент;'],
  ] as const) {
    const reader = { db: clinic.db, clinicId: clinic.clinicId }
    const door = await staffDoor(reader, dueListRoutes, language)
    const text = await exported(door, { tab: 'overdue', language: 'ms' })
    expect(text.startsWith(`\uFEFF${first}`)).toBe(true)
    expect(parsed(text, ';').every((row) => row.length === 8)).toBe(true)
    await door.close()
  }
})

it('is on record with who, which filter and how many rows, never with the words of a search', async () => {
  await exported(english, { tab: 'overdue', search: 'HYPERLINK', types: 'dental_check' }, 'front_desk')
  const [entry] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ actor: string; detail: Record<string, unknown> }>(sql`
      select actor_name as actor, detail from clinic.audit
      where clinic_id = ${tx.clinicId} and action = 'due_list.exported' and actor_name = 'Ewa front_desk'`),
  )
  expect(entry?.actor).toBe('Ewa front_desk')
  expect(entry?.detail).toMatchObject({ tab: 'overdue', types: ['dental_check'], isSearch: true })
  expect(JSON.stringify(entry)).not.toContain('HYPERLINK')
})

it.each([
  ['owner', 200],
  ['manager', 200],
  ['front_desk', 200],
  ['clinician', 200],
  ['read_only', 403],
] as const)('answers %s with %i', async (role, status) => {
  const before = await timesExported()
  expect((await english.raw('/api/due-list/export', {}, role)).statusCode).toBe(status)
  expect(await timesExported()).toBe(status === 200 ? before + 1 : before)
})

it('is refused to nobody in particular and to a filter that does not exist', async () => {
  expect((await english.raw('/api/due-list/export', {}, 'nobody')).statusCode).toBe(401)
  expect((await english.raw('/api/due-list/export', { tab: 'everybody' })).statusCode).toBe(400)
})

async function timesExported(): Promise<number> {
  const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ times: number }>(sql`
      select count(*)::integer as times from clinic.audit
      where clinic_id = ${tx.clinicId} and action = 'due_list.exported'`),
  )
  return row?.times ?? Number.NaN
}

async function exported(door: StaffDoor, body: object, as: StaffRole = 'owner'): Promise<string> {
  const answer = await door.raw('/api/due-list/export', body, as)
  expect(answer.statusCode).toBe(200)
  return answer.body
}

async function listedRows(door: StaffDoor, sort: string): Promise<DueList['rows']> {
  const rows: DueList['rows'] = []
  for (let page = 1; ; page += 1) {
    const { body } = await door.get(`/api/due-list?tab=overdue&sort=${sort}&page=${page}&pageSize=200`)
    const list = dueListSchema.parse(body)
    rows.push(...list.rows)
    if (list.rows.length < 200) return rows
  }
}

/** A reader of its own, so that the writer is not judged by itself. */
function parsed(text: string, delimiter: string): readonly string[][] {
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${delimiter}"\r\n]*))(${delimiter}|\r\n)`, 'gy')
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end] of text.slice(1).matchAll(cell)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== '\r\n') continue
    rows.push(row)
    row = []
  }
  return rows
}
