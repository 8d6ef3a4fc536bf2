import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { answerQuestion } from '../../src/insights/audit/answer-question.ts'
import { auditOfToday } from '../../src/insights/audit/audit-of-today.ts'
import type { MeasuredAudit } from '../../src/insights/contract/audit.ts'
import { auditRoutes } from '../../src/insights/routes/audit.ts'
import type { PatientRecord } from '../../src/recall/rules/patient-history.ts'
import { staffDoor } from '../support/staff-door.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { finishedVisit, recordOf, writePeople, writeServices } from './recall-tables.ts'

// Hygiene comes back after six months and a day. Whoever had one on 10 August 2025 was due on 11 February 2026, which lies
// in the nine months after 22 November 2025; 11 May 2026 is the last day that still counts as recalled.
const { database, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')

let clinic: RecallClinic
let audit: MeasuredAudit

const visits = (...days: readonly (readonly [string, string])[]): Partial<PatientRecord> => ({
  visits: days.map(([day, kind]) => finishedVisit(`${day}T09:00:00Z`, kind)),
})
const then = ['2025-08-10', 'hygiene'] as const
const alone = (facts: Partial<PatientRecord>) => ({ survivor: recordOf(facts), duplicates: [] })
const many = (count: number, facts: Partial<PatientRecord>) =>
  Array.from({ length: count }, () => alone(facts))

const people = [
  ...many(18, visits(then, ['2026-02-20', 'hygiene'])),
  ...many(1, visits(then, ['2026-05-11', 'hygiene'])),
  // The return is on the record that was merged away.
  { survivor: recordOf(visits(then)), duplicates: [recordOf(visits(['2026-02-20', 'hygiene']))] },
  ...many(4, visits(then, ['2025-12-15', 'hygiene'])),
  ...many(1, visits(then, ['2026-05-12', 'hygiene'])),
  ...many(4, visits(then, ['2026-07-01', 'hygiene'])),
  // Came, but not for hygiene.
  ...many(1, visits(then, ['2026-02-15', 'filling'])),
  ...many(10, visits(then)),
  // Neither due in that time nor here any more.
  ...many(2, visits(['2023-01-10', 'hygiene'])),
  ...many(1, {
    ...visits(then),
    isDeceased: true,
    deceasedAt: Temporal.Instant.from('2026-01-05T00:00:00Z'),
  }),
]

beforeAll(async () => {
  clinic = await newClinic()
  await clinic.tenant(async (tx) => {
    await writePeople(
      tx,
      people.map((person, index) => ({ externalId: `p${index}`, person })),
      await writeServices(tx),
    )
    await tx
      .as('scheduling')
      .write.updateTable('scheduling.visit')
      .set({ value_minor: 20_000 })
      .where('clinic_id', '=', tx.clinicId)
      .execute()
  })
  audit = await clinic.tenant((tx) => auditOfToday(tx.as('insights')))
})

test('of those due, who came in time, late or not at all is counted before any type is enabled', () => {
  expect(audit.recalled).toMatchObject({ from: '2025-11-22', to: '2026-08-21' })
  expect(audit.recalled.people).toEqual({ due: 40, returned: 24, late: 5, share: 0.6 })
  expect(audit.recalled.types).toMatchObject([
    {
      key: 'dental_hygiene',
      due: 40,
      returned: 24,
      late: 5,
      isEnabled: false,
      verdict: 'below',
      benchmark: { low: 0.75, high: 0.85, status: 'claim' },
    },
  ])
})

test('better recall is a range with the clinic’s own value of a visit', () => {
  // 40 in nine months are 53 a year; 11 of the 16 who did not come in time did not come by themselves either.
  expect(audit.gain).toEqual({
    visitValueMinor: 20_000,
    visitValueFrom: 'visits',
    steps: [
      { points: 10, visits: { low: 3, high: 5 }, moneyMinor: { low: 60_000, high: 100_000 } },
      { points: 20, visits: { low: 7, high: 10 }, moneyMinor: { low: 140_000, high: 200_000 } },
    ],
  })
})

test('the lapsed are counted by time away, time overdue, definition and value', () => {
  const { lapsed } = audit
  expect(lapsed.patients).toBe(36)
  expect(lapsed.byAway).toEqual([
    { band: 'away_12_18', patients: 10, yearlyMinor: 200_000 },
    { band: 'away_18_24', patients: 0, yearlyMinor: null },
    { band: 'away_24_36', patients: 0, yearlyMinor: null },
    { band: 'away_36_plus', patients: 2, yearlyMinor: 40_000 },
  ])
  expect(lapsed.byOverdue).toEqual([
    { band: 'overdue_3_6', patients: 23, yearlyMinor: 920_000 },
    { band: 'overdue_6_12', patients: 11, yearlyMinor: 240_000 },
    { band: 'overdue_12_plus', patients: 2, yearlyMinor: 40_000 },
  ])
  expect(lapsed.byDefinition.find(({ key }) => key === 'interval_missed')).toMatchObject({ patients: 36 })
  expect(lapsed.withoutValue).toBe(0)
  expect(lapsed.byQuarter?.map(({ fromMinor, patients }) => [fromMinor, patients])).toEqual([
    [null, 0],
    [20_000, 12],
    [40_000, 0],
    [40_000, 24],
  ])
})

test('data that is too thin is named with its counts', () => {
  const of = (kind: string) => audit.data.find((finding) => finding.kind === kind)
  expect(of('history')).toMatchObject({ level: 'enough', count: 46, of: null })
  expect(of('birth_date')).toMatchObject({ level: 'enough', count: 42, of: 42 })
  expect(of('reachable')).toMatchObject({ level: 'missing', count: 0, of: 42 })
  expect(of('consent')).toMatchObject({ level: 'missing', count: 0 })
  expect(of('visit_kind')).toMatchObject({ level: 'enough', count: 73, of: 73 })
  expect(of('last_visit')).toMatchObject({ level: 'enough', count: 42 })
  expect(of('types_too_few')).toMatchObject({ level: 'enough', count: 1, of: 1 })
})

test('nothing of it stays: no type, no cycle, no standing', async () => {
  const rows = await clinic.tenant((tx) =>
    tx.sql<{ rows: number }>(sql`
      select (select count(*) from recall.recall_type where clinic_id = ${tx.clinicId})
        + (select count(*) from recall.trigger where clinic_id = ${tx.clinicId})
        + (select count(*) from recall.cycle where clinic_id = ${tx.clinicId})
        + (select count(*) from recall.standing where clinic_id = ${tx.clinicId}) as rows`),
  )
  expect(rows).toEqual([{ rows: 0 }])
})

test('a clinic without records gets an audit that says so', async () => {
  const empty = await newClinic()
  const found = await empty.tenant((tx) => auditOfToday(tx.as('insights')))
  expect(found).toMatchObject({
    recalled: { people: { due: 0, share: null }, types: [] },
    lapsed: { patients: 0, byQuarter: null },
    gain: { visitValueMinor: null, visitValueFrom: 'not_known', steps: [] },
  })
  expect(found.data.find(({ kind }) => kind === 'history')).toMatchObject({ level: 'missing', count: 0 })
})

test('a question is answered by whoever may run campaigns; the newest answer is shown and the earlier one kept', async () => {
  const door = await staffDoor({ db: database, clinicId: clinic.clinicId }, auditRoutes, 'pl')
  try {
    const post = (body: object, as?: 'read_only') => door.post('/api/audit/answers', body, as)
    const kept = { question: 'how_often', answer: ' Raz w roku ' }
    expect((await post(kept, 'read_only')).status).toBe(403)
    expect((await post({ question: 'why', answer: 'x' })).status).toBe(400)
    expect((await post({ question: 'how_often', answer: '  ' })).status).toBe(400)
    expect((await post(kept)).status).toBe(200)
    await clinic.tenant((tx) =>
      answerQuestion(tx.as('insights'), {
        question: 'how_often',
        answer: 'Co kwartał',
        by: { kind: 'command_line', name: 'Anna Nowak' },
      }),
    )
    const { status, body } = await door.get('/api/audit', 'read_only')
    expect(status).toBe(200)
    expect(body.questions.find((row: { question: string }) => row.question === 'how_often')).toEqual({
      question: 'how_often',
      text: 'Jak często?',
      answer: {
        text: 'Co kwartał',
        by: 'Anna Nowak',
        at: { iso: '2026-11-22T10:00:00Z', text: 'niedz. 22 lis 11:00' },
      },
    })
    const stored = await clinic.tenant((tx) =>
      tx.sql<{ answer: string }>(sql`
        select answer from insights.audit_answer where clinic_id = ${tx.clinicId} order by id`),
    )
    expect(stored.map(({ answer }) => answer)).toEqual(['Raz w roku', 'Co kwartał'])
  } finally {
    await door.close()
  }
})
