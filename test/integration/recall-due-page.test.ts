import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type DueListQuery, dueListQuery } from '../../src/insights/contract/due-list.ts'
import { readDuePage } from '../../src/insights/store/due-rows.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { countAnswered } from '../../src/recall/count-answered.ts'
import { countDue } from '../../src/recall/count-due.ts'
import { countDueTabs } from '../../src/recall/count-due-tabs.ts'
import { dueFilter } from '../../src/recall/due-filter.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { recallAnswers } from '../../src/recall/recall-answers.ts'
import { type DueSort, type DueTab, dueSorts, dueTabs } from '../../src/recall/rules/due-tabs.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'
import { recallDatabase } from './recall-clinic.ts'
import { person, rules, zones } from './recall-histories.ts'
import { stage } from './recall-scenes.ts'

// A page of the due list looks at few patients and its counts at dates alone; both say what judging everybody says.

const { clock, newClinic } = await recallDatabase('2018-06-15T10:00:00Z')
const languages = ['en', 'pl', 'ru', 'ms'] as const
const people = 60

/** In days from the day of the question. */
const byHand = fc.record({
  override: fc.option(
    fc.record({
      due: fc.integer({ min: -200, max: 20 }),
      expires: fc.option(fc.integer({ min: -5, max: 5 })),
    }),
  ),
  booked: fc.option(
    fc.record({ in: fc.integer({ min: 1, max: 300 }), service: fc.constantFrom('v1', 'v2', null) }),
  ),
  pausedUntil: fc.option(fc.integer({ min: -5, max: 30 }), { freq: 2 }),
  silence: fc.option(fc.constantFrom('choice', 'balance', 'co_managed'), { freq: 1 }),
})

/** Everybody who ever came has a cycle of it. */
const everyVisit: RecallRule = {
  key: 'every_visit',
  triggers: {
    anyVisit: true,
    neverDone: false,
    visitCodes: [],
    procedureCodes: [],
    diagnosisCodes: [],
    resultCodes: [],
    planCodes: [],
  },
  interval: { months: 6, days: 1 },
  isOnce: false,
  dueSoonDays: 30,
  graceDays: 92,
  minimumAge: null,
  maximumAge: null,
  sex: null,
  conditionCodes: [],
  excludedConditionCodes: [],
  risk: null,
  excludes: [],
  sharesTriggers: false,
  succeeds: [],
  serviceKeys: ['v1'],
}

const scene = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    rules: rules.map((some) => [...some, everyVisit]),
    people: fc.array(person(zone), { minLength: people, maxLength: people }),
    hands: fc.array(byHand, { minLength: people, maxLength: people }),
    asOf: fc.constantFrom('2020-03-29T00:30:00Z', '2024-02-29T22:59:00Z', '2026-10-25T12:00:00Z'),
  }),
)

test('every page, in every order and under every filter, holds whom judging everybody gives; so do the counts', async () => {
  const met = new Map<DueTab, number>()
  const rare = () => dueTabs.filter((tab) => (met.get(tab) ?? 0) < 5)
  const check = async () =>
    fc.assert(
      fc.asyncProperty(scene, async ({ hands, asOf, ...given }) => {
        clock.moveTo(Temporal.Instant.from(asOf))
        const { clinic, ids, services } = await stage(newClinic, given)
        await clinic.tenant(async (tx) => {
          await rebuildCycles(tx.as('recall'))
          for (const [index, id] of ids.entries())
            await setByHand(tx, { id, index, hand: hands[index], services })
          for (const [tab, cycles] of Object.entries(await countDueTabs(tx.as('recall')))) {
            const everybody = await judgedAll(tx, asked({ tab }))
            expect([tab, cycles]).toEqual([tab, everybody.length])
            const known = dueTabs.find((one) => one === tab) ?? 'overdue'
            met.set(known, (met.get(known) ?? 0) + everybody.length)
          }
          await compareAnswered(tx)
          const typeKey = given.rules[0]?.key ?? ''
          for (const tab of dueTabs)
            for (const sort of dueSorts)
              for (const narrowed of [
                {},
                { types: typeKey },
                { language: 'ru' },
                { overdueFromDays: 30 },
                { search: 'p1' },
              ])
                await comparePages(tx, { tab, sort, ...narrowed })
        })
      }),
      { numRuns: 8 },
    )
  // Scenes are drawn until every tab has shown enough: what is due soon is seldom.
  for (let turn = 0; turn < 6 && (turn === 0 || rare().length > 0); turn += 1) await check()
  expect(rare()).toEqual([])
}, 300_000)

function asked(query: Readonly<Record<string, unknown>>): DueListQuery {
  return dueListQuery.parse({ pageSize: 10, ...query })
}

async function comparePages(
  tx: TenantTransaction,
  query: { readonly tab: DueTab; readonly sort: DueSort } & Readonly<Record<string, unknown>>,
): Promise<void> {
  const wanted = await judgedAll(tx, asked(query))
  const pages = Array.from({ length: Math.ceil(wanted.length / 10) + 1 }, (_, index) => index + 1)
  const found: string[] = []
  for (const page of pages) {
    const rows = await readDuePage(tx.as('insights'), asked({ ...query, page }))
    found.push(...rows.map((row) => `${row.patient_id} ${row.type_key} ${row.status}`))
  }
  expect([query, found]).toEqual([query, wanted])
  expect([query, await countDue(tx.as('recall'), asked(query))]).toEqual([query, wanted.length])
}

const orders = {
  longest_overdue: sql`a.due_effective, p.full_name, a.patient_id, a.type_key`,
  latest_due: sql`a.due_effective desc, p.full_name, a.patient_id, a.type_key`,
  name: sql`p.full_name, a.patient_id, a.type_key`,
} satisfies Readonly<Record<DueSort, unknown>>

async function judgedAll(tx: TenantTransaction, query: DueListQuery): Promise<readonly string[]> {
  const answers = await recallAnswers(tx.as('recall'))
  const rows = await tx.sql<{ row: string }>(sql`
    select a.patient_id || ' ' || a.type_key || ' ' || a.status as row
    from ${answers} a join patients.patient p on p.clinic_id = ${tx.clinicId} and p.id = a.patient_id
    where ${dueFilter(query)}
    order by ${orders[query.sort]}`)
  return rows.map(({ row }) => row)
}

/** What a month's due dates came to, by judging everybody. */
async function compareAnswered(tx: TenantTransaction): Promise<void> {
  const day = tx.now.toZonedDateTimeISO('UTC').toPlainDate()
  const month = { from: day.with({ day: 1 }), to: day.with({ day: day.daysInMonth }) }
  const within = sql`due_effective between ${month.from} and ${month.to}`
  const answers = await recallAnswers(tx.as('recall'))
  const [wanted] = await tx.sql(sql`
    select count(*)::int as due, count(*) filter (where is_answered)::int as booked from (
      select true as is_answered from recall.cycle
      where clinic_id = ${tx.clinicId} and close_reason = 'new_trigger' and ${within}
      union all
      select a.booked_at is not null from ${answers} a where a.${within}) c`)
  expect(await countAnswered(tx.as('recall'), month)).toEqual(wanted)
}

interface Hand {
  readonly id: string
  readonly index: number
  readonly services: ReadonlyMap<string, string>
  readonly hand: (typeof byHand extends fc.Arbitrary<infer T> ? T : never) | undefined
}

/** As staff left it: dates that hold and dates that ran out and were not taken back yet, pauses, silences, names, languages. */
async function setByHand(tx: TenantTransaction, { id, index, services, hand }: Hand): Promise<void> {
  await tx.run(sql`
    update patients.patient set full_name = ${`p${(index * 7) % 10} ${index}`}, language = ${languages[index % 4]}
    where clinic_id = ${tx.clinicId} and id = ${id}`)
  const { override = null, booked = null, pausedUntil = null, silence = null } = hand ?? {}
  const open = sql`clinic_id = ${tx.clinicId} and patient_id = ${id} and closed_at is null`
  const day = (days: number) =>
    tx.now
      .add({ hours: 24 * days })
      .toZonedDateTimeISO('UTC')
      .toPlainDate()
  if (override !== null) {
    const due = day(override.due)
    await tx.run(sql`
      update recall.cycle set override_due = ${due}, due_effective = ${due}, override_by = 'Dr Test',
        override_reason = 'test', override_expires_on = ${override.expires === null ? null : day(override.expires)}, overridden_at = ${tx.now}
      where ${open}`)
  }
  if (booked !== null)
    await tx.run(sql`
      insert into scheduling.appointment (clinic_id, id, patient_id, service_id, starts_at, ends_at, state, booked_via, source, external_id, created_at, changed_at)
      select ${tx.clinicId}, gen_random_uuid(), ${id}, ${services.get(booked.service ?? '') ?? null}::uuid, at, at + interval '30 minutes',
        'booked', 'staff', 'test', ${id}, ${tx.now}, ${tx.now}
      from (select ${tx.now.add({ hours: 24 * booked.in })}::timestamptz as at) a`)
  if (pausedUntil !== null)
    await tx.run(
      sql`update recall.cycle set paused_until = ${day(pausedUntil)}, paused_at = ${tx.now} where ${open}`,
    )
  if (silence !== null)
    await tx.run(sql`
      insert into recall.arrangement
        (clinic_id, id, patient_id, type_key, kind, amount_minor, recalled_by, made_by, reason, made_at)
      select clinic_id, gen_random_uuid(), patient_id, type_key, ${silence}, 0, 'Another practice', 'Dr Test', 'test', ${tx.now}
      from recall.cycle where ${open}`)
}
