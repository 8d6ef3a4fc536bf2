import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { MovableClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { seededIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import { type DueRow, listDue } from '../../src/recall/list-due.ts'
import { listLapsed } from '../../src/recall/list-lapsed.ts'
import { markPatientsDirty } from '../../src/recall/mark-patients-dirty.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import { overdueBand } from '../../src/recall/rules/bands.ts'
import { cyclesOf, type DueCycle } from '../../src/recall/rules/cycle.ts'
import { lapsedSince } from '../../src/recall/rules/lapsed.ts'
import type { Person } from '../../src/recall/rules/patient-history.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'
import {
  bookingOf,
  type CyclePause,
  type DueOverride,
  dueEffective,
  latestAnsweringDay,
  recallStatuses,
  statusOf,
} from '../../src/recall/rules/status.ts'
import { localDay } from '../../src/recall/rules/zone-windows.ts'
import { testDatabase } from '../support/database.ts'
import { instantIn, person, plainDay, rules as someRules, zones } from './recall-histories.ts'
import { writeFacts, writePerson, writeRules, writeServices } from './recall-tables.ts'

const { connection } = await testDatabase()
const clock = new MovableClock(Temporal.Instant.from('2040-01-01T00:00:00Z'))
const database = new Database({
  pool: openPool(connection),
  clock,
  ids: seededIds('recall facts'),
  dispatch: async () => {},
})
afterAll(() => database.close())

interface Scene {
  readonly zone: string
  readonly rules: readonly RecallRule[]
  readonly people: readonly Person[]
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}

let scenes = 0

async function clinicIn(zone: string): Promise<ClinicId> {
  scenes += 1
  const made = await createClinic(
    database,
    {
      name: `Clinic ${scenes}`,
      practiceType: 'dental',
      country: 'PL',
      zone,
      language: 'pl',
      currency: 'PLN',
    },
    { kind: 'system', name: 'test' },
  )
  if (!made.ok) throw new Error(made.error.kind)
  return made.value.id
}

/** A clinic with the scene's people, named p0, p1, …; returns their ids in that order. */
async function stage({ zone, rules, people }: Scene) {
  const clinicId = await clinicIn(zone)
  return database.tenant(clinicId, async (tx) => {
    await writeRules(tx, rules)
    const services = await writeServices(tx)
    const ids: string[] = []
    for (const [index, one] of people.entries()) {
      ids.push(await writePerson(tx, one, { externalId: `p${index}`, services }))
    }
    return { clinicId, ids, services }
  })
}

const scene = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    rules: someRules,
    people: fc.array(person(zone), { minLength: 12, maxLength: 25 }),
    asOf: instantIn(zone),
    handSet: fc.array(
      fc.record({
        override: fc.option(
          fc.record({ due: plainDay, expiresOn: fc.option(plainDay), madeAt: instantIn(zone) }),
        ),
        pause: fc.option(fc.record({ until: plainDay, madeAt: instantIn(zone) })),
      }),
      { minLength: 25, maxLength: 25 },
    ),
  }),
)

interface HandSet {
  readonly override: DueOverride | null
  readonly pause: CyclePause | null
}

function ruleOf(rules: readonly RecallRule[], key: string): RecallRule {
  const rule = rules.find((one) => one.key === key)
  if (rule === undefined) throw new Error(`no rule ${key}`)
  return rule
}

function expectedRow(
  externalId: string,
  { one, cycle, hand }: { readonly one: Person; readonly cycle: DueCycle; readonly hand: HandSet },
  { rules, zone, asOf }: Scene & { readonly asOf: Temporal.Instant },
): string {
  const rule = ruleOf(rules, cycle.typeKey)
  const asked = { asOf, today: localDay(asOf, zone) }
  const dates = { ...cycle, ...hand }
  const due = dueEffective(dates, asked)
  const latestDay = latestAnsweringDay(rule, due, asked.today)
  const booking = bookingOf(rule, one, { asOf, zone, latestDay })
  return shown({
    externalId,
    recallType: cycle.typeKey,
    dueComputed: cycle.dueComputed,
    dueEffective: due,
    status: statusOf(rule, { ...dates, booking }, asked),
    band: overdueBand(due, asked.today, rule.graceDays),
  })
}

function shown(row: DueRow): string {
  const { externalId, recallType, dueComputed, dueEffective: effective, status, band } = row
  return [externalId, recallType, dueComputed, effective, status, band].join(' ')
}

test('the SQL and the pure rules find the same cycles, dates, statuses and bands at any instant in any zone', async () => {
  let rows = 0
  await fc.assert(
    fc.asyncProperty(scene, async (given) => {
      const { zone, rules, people, asOf, handSet } = given
      const { clinicId, ids } = await stage(given)
      const expected = people.flatMap((one, index) => {
        const hand = handSet[index] ?? { override: null, pause: null }
        return cyclesOf(one, rules, { asOf, zone }).map((cycle) => ({ one, cycle, hand, index }))
      })
      const found = await database.tenant(clinicId, async (tx) => {
        const db = tx.as('recall')
        for (const { cycle, hand, index } of expected) {
          await db.write
            .insertInto('recall.cycle')
            .values({
              clinic_id: clinicId,
              patient_id: ids[index] ?? '',
              type_key: cycle.typeKey,
              triggered_on: cycle.triggeredOn,
              due_computed: cycle.dueComputed,
              due_effective: hand.override?.due ?? cycle.dueComputed,
              override_due: hand.override?.due ?? null,
              override_expires_on: hand.override?.expiresOn ?? null,
              overridden_at: hand.override?.madeAt ?? null,
              paused_until: hand.pause?.until ?? null,
              paused_at: hand.pause?.madeAt ?? null,
              opened_at: db.now,
            })
            .execute()
        }
        const listed = await listDue(db, { asOf, statuses: recallStatuses })
        if (!listed.ok) throw new Error(listed.error.kind)
        return (await all(listed.value)).map(shown)
      })
      rows += found.length
      expect(found.sort()).toEqual(
        expected.map((one) => expectedRow(`p${one.index}`, one, { ...given, asOf })).sort(),
      )
    }),
    { numRuns: 40 },
  )
  expect(rows).toBeGreaterThan(30)
})

test('the SQL and the pure rule find the same lapsed patients, with the same last visit', async () => {
  let rows = 0
  await fc.assert(
    fc.asyncProperty(scene, fc.constantFrom(0, 1, 180, 365, 1095), async (given, overDays) => {
      const { clinicId } = await stage(given)
      const asked = { asOf: given.asOf, overDays }
      const found = await database.tenant(clinicId, async (tx) =>
        all(await listLapsed(tx.as('recall'), asked)),
      )
      const expected = given.people.flatMap((one, index) => {
        const last = lapsedSince(one, asked)
        return last === null ? [] : [`p${index} ${last}`]
      })
      rows += found.length
      expect(found.map((row) => `${row.externalId} ${row.lastVisitEnd}`).sort()).toEqual(expected.sort())
    }),
    { numRuns: 30 },
  )
  expect(rows).toBeGreaterThan(30)
})

const twoScenes = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    rules: someRules,
    people: fc.array(person(zone), { minLength: 10, maxLength: 15 }),
    more: fc.array(person(zone), { minLength: 10, maxLength: 15 }),
    asOf: instantIn(zone),
  }),
)

async function openCycles(clinicId: ClinicId, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await database.tenant(clinicId, async (tx) =>
    tx
      .as('recall')
      .read.selectFrom('recall.cycle')
      .selectAll()
      .where('clinic_id', '=', clinicId)
      .where('closed_at', 'is', null)
      .execute(),
  )
  return rows
    .map(
      (row) =>
        `${ids.indexOf(row.patient_id)} ${row.type_key} ${row.triggered_on} ${row.due_computed} ${row.due_effective}`,
    )
    .sort()
}

test('a rebuild stores what the rules say, the dirty set keeps it so, and a second rebuild changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(twoScenes, async ({ more, asOf, ...given }) => {
      clock.moveTo(asOf)
      const { clinicId, ids, services } = await stage(given)
      await database.tenant(clinicId, async (tx) => rebuildCycles(tx.as('recall')))
      const wanted = (people: readonly Person[]) =>
        people
          .flatMap((one, index) =>
            cyclesOf(one, given.rules, { asOf: clock.now(), zone: given.zone }).map(
              ({ typeKey, triggeredOn, dueComputed }) =>
                `${index} ${typeKey} ${triggeredOn} ${dueComputed} ${dueComputed}`,
            ),
          )
          .sort()
      expect(await openCycles(clinicId, ids)).toEqual(wanted(given.people))

      // Later, more facts arrive for some of them.
      clock.advance({ hours: 24 * 40 })
      const grown = given.people.map((one, index) => joined(one, index % 2 === 0 ? more[index] : undefined))
      await database.tenant(clinicId, async (tx) => {
        for (const [index, id] of ids.entries()) {
          const extra = more[index]
          if (index % 2 === 0 && extra !== undefined) {
            await writeFacts(tx, id, { record: extra.survivor, services })
          }
        }
        await markPatientsDirty(tx.as('recall'), ids)
      })
      const run = await database.tenant(clinicId, async (tx) => recomputeDirty(tx.as('recall')))
      expect(run.patients).toBe(ids.length)
      expect(await openCycles(clinicId, ids)).toEqual(wanted(grown))

      const again = await database.tenant(clinicId, async (tx) => rebuildCycles(tx.as('recall')))
      expect(again).toEqual({ opened: 0, closed: 0, moved: 0 })
    }),
    { numRuns: 30 },
  )
})

function joined(one: Person, extra: Person | undefined): Person {
  if (extra === undefined) return one
  const { survivor } = one
  const { visits, procedures, conditions, appointments } = extra.survivor
  return {
    ...one,
    survivor: {
      ...survivor,
      visits: [...survivor.visits, ...visits],
      procedures: [...survivor.procedures, ...procedures],
      conditions: [...survivor.conditions, ...conditions],
      appointments: [...survivor.appointments, ...appointments],
    },
  }
}
