import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { type LapsedPatient, lapsedPatients } from '../../src/recall/lapsed-patients.ts'
import { type DueRow, listDue } from '../../src/recall/list-due.ts'
import { listLapsed } from '../../src/recall/list-lapsed.ts'
import { markPatientsDirty } from '../../src/recall/mark-patients-dirty.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { type RecallAnswer, recallAnswers } from '../../src/recall/recall-answers.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import { overdueBand } from '../../src/recall/rules/bands.ts'
import { cyclesOf, type DueCycle } from '../../src/recall/rules/cycle.ts'
import { lapseOf } from '../../src/recall/rules/lapse.ts'
import { lapsedSince } from '../../src/recall/rules/lapsed.ts'
import { hasLeftAt, isDeadAt, type Person, recordsOf } from '../../src/recall/rules/patient-history.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'
import {
  bookingOf,
  type CyclePause,
  type DueOverride,
  dueEffective,
  isSilent,
  latestAnsweringDay,
  recallStatuses,
  type SilenceArrangement,
  statusOf,
} from '../../src/recall/rules/status.ts'
import { localDay } from '../../src/recall/rules/zone-windows.ts'
import { withHashPlans } from '../../src/recall/with-hash-plans.ts'
import { all, type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { instantIn, person, plainDay, rules as someRules, zones } from './recall-histories.ts'
import { joined, type Scene, stage, twoScenes } from './recall-scenes.ts'
import { writeFacts } from './recall-tables.ts'

const { clock, newClinic } = await recallDatabase('2040-01-01T00:00:00Z')

/** People of one scene. */
const most = 70

const scene = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    rules: someRules,
    people: fc.array(person(zone), { minLength: most, maxLength: most }),
    asOf: instantIn(zone),
    handSet: fc.array(
      fc.record({
        override: fc.option(
          fc.record({ due: plainDay, expiresOn: fc.option(plainDay), madeAt: instantIn(zone) }),
        ),
        pause: fc.option(fc.record({ until: plainDay, madeAt: instantIn(zone) })),
        silence: fc.option(
          fc.record({
            kind: fc.constantFrom('choice' as const, 'balance' as const, 'co_managed' as const),
            amountMinor: fc.constantFrom(0, 5_000),
            madeAt: instantIn(zone),
            endedAt: fc.option(instantIn(zone), { freq: 1 }),
            expiresOn: fc.option(plainDay, { freq: 1 }),
          }),
          { freq: 2 },
        ),
        balanceMinor: fc.option(fc.constantFrom(0, 4_000, 6_000)),
      }),
      { minLength: most, maxLength: most },
    ),
  }),
)

interface HandSet {
  readonly override: DueOverride | null
  readonly pause: CyclePause | null
  /** For every type of the patient. */
  readonly silence: SilenceArrangement | null
  readonly balanceMinor: number | null
}

const nothingByHand: HandSet = { override: null, pause: null, silence: null, balanceMinor: null }

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
  const dates = { ...cycle, override: hand.override, pause: hand.pause }
  const isSilenced =
    hand.silence !== null && isSilent(hand.silence, { balanceMinor: hand.balanceMinor, asked })
  const due = dueEffective(dates, asked)
  const latestDay = latestAnsweringDay(rule, due, asked.today)
  const booking = bookingOf(rule, one, { asOf, zone, latestDay })
  return shown({
    externalId,
    recallType: cycle.typeKey,
    dueComputed: cycle.dueComputed,
    dueEffective: due,
    status: statusOf(rule, { ...dates, booking, isSilenced }, asked),
    band: overdueBand(due, asked.today, rule.graceDays),
  })
}

function shown(row: DueRow): string {
  const { externalId, recallType, dueComputed, dueEffective: effective, status, band } = row
  return [externalId, recallType, dueComputed, effective, status, band].join(' ')
}

test('the SQL and the pure rules find the same cycles, dates, statuses and bands in 10,000 histories', async () => {
  let rows = 0
  let histories = 0
  await fc.assert(
    fc.asyncProperty(scene, async (given) => {
      const { zone, rules, people, asOf, handSet } = given
      const { clinic, ids } = await stage(newClinic, given)
      const expected = people.flatMap((one, index) => {
        const hand = handSet[index] ?? nothingByHand
        return cyclesOf(one, rules, { asOf, zone }).map((cycle) => ({ one, cycle, hand, index }))
      })
      const found = await clinic.tenant(async (tx) => {
        await writeHandSet(tx, { ids, handSet, rules })
        const db = tx.as('recall')
        const cycles = expected.map(({ cycle, hand, index }) => ({
          clinic_id: clinic.clinicId,
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
        }))
        if (cycles.length > 0) await db.write.insertInto('recall.cycle').values(cycles).execute()
        const listed = await listDue(db, { asOf, statuses: recallStatuses })
        if (!listed.ok) throw new Error(listed.error.kind)
        return (await all(listed.value)).map(shown)
      })
      rows += found.length
      histories += people.length
      expect(found.sort()).toEqual(
        expected.map((one) => expectedRow(`p${one.index}`, one, { ...given, asOf })).sort(),
      )
    }),
    { numRuns: 150 },
  )
  expect(histories).toBeGreaterThanOrEqual(10_000)
  expect(rows).toBeGreaterThan(2_000)
}, 300_000)

/** What patients owe, and who is to be left in peace, for every type. */
async function writeHandSet(
  tx: TenantTransaction,
  {
    ids,
    handSet,
    rules,
  }: { ids: readonly string[]; handSet: readonly HandSet[]; rules: readonly RecallRule[] },
): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const { silence, balanceMinor } = handSet[index] ?? nothingByHand
    if (balanceMinor !== null)
      await tx.sql(sql`
        update patients.patient set balance_minor = ${balanceMinor} where clinic_id = ${tx.clinicId} and id = ${id}`)
    if (silence === null) continue
    await tx
      .as('recall')
      .write.insertInto('recall.arrangement')
      .values(
        rules.map(({ key }) => ({
          clinic_id: tx.clinicId,
          id: tx.ids.uuid(tx.now),
          patient_id: id,
          type_key: key,
          kind: silence.kind,
          amount_minor: silence.amountMinor,
          recalled_by: 'Another practice',
          made_by: 'Dr Test',
          reason: 'test',
          made_at: silence.madeAt,
          ended_at: silence.endedAt,
          expires_on: silence.expiresOn,
        })),
      )
      .execute()
  }
}

test('the SQL and the pure rule find the same lapsed patients, with the same last visit', async () => {
  let rows = 0
  await fc.assert(
    fc.asyncProperty(scene, fc.constantFrom(0, 1, 180, 365, 1095), async (given, overDays) => {
      const { clinic } = await stage(newClinic, given)
      const asked = { asOf: given.asOf, overDays }
      const found = await clinic.tenant(async (tx) => all(await listLapsed(tx.as('recall'), asked)))
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

async function openCycles(clinic: RecallClinic, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await clinic.tenant(async (tx) =>
    tx
      .as('recall')
      .read.selectFrom('recall.cycle')
      .selectAll()
      .where('clinic_id', '=', clinic.clinicId)
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

/** The stored cycles as the console and campaigns ask for them: with status, band and whether a visit is unclear. */
async function answers(clinic: RecallClinic, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await clinic.tenant(async (tx) =>
    tx.sql<RecallAnswer>(sql`select * from ${await recallAnswers(tx.as('recall'))} a`),
  )
  return rows
    .map(
      (row) => `${ids.indexOf(row.patient_id)} ${row.type_key} ${row.status} ${row.band} ${row.is_unclear}`,
    )
    .sort()
}

/** Asked about now, no appointment ahead has come to an end that only the future knows. */
function asThePresentKnows({ survivor, duplicates }: Person, now: Temporal.Instant): Person {
  const known = (record: Person['survivor']) => ({
    ...record,
    appointments: record.appointments.filter(
      ({ state, startsAt }) =>
        state === 'booked' || state === 'held' || Temporal.Instant.compare(startsAt, now) <= 0,
    ),
  })
  return { survivor: known(survivor), duplicates: duplicates.map(known) }
}

/** The open cycles of one person with their answers, by the pure rules. */
function openOnes(one: Person, { rules, zone }: Scene, asOf: Temporal.Instant) {
  const asked = { asOf, today: localDay(asOf, zone) }
  return cyclesOf(one, rules, { asOf, zone }).map((cycle) => {
    const rule = ruleOf(rules, cycle.typeKey)
    const latestDay = latestAnsweringDay(rule, cycle.dueComputed, asked.today)
    const booking = bookingOf(rule, asThePresentKnows(one, asOf), { asOf, zone, latestDay })
    return {
      typeKey: cycle.typeKey,
      due: cycle.dueComputed,
      status: statusOf(rule, { ...cycle, override: null, pause: null, booking }, asked),
      band: overdueBand(cycle.dueComputed, asked.today, rule.graceDays),
      isUnclear: booking === 'unclear',
    }
  })
}

function expectedAnswers(scene: Scene, asOf: Temporal.Instant): readonly string[] {
  return scene.people
    .flatMap((one, index) =>
      openOnes(one, scene, asOf).map(
        ({ typeKey, status, band, isUnclear }) => `${index} ${typeKey} ${status} ${band} ${isUnclear}`,
      ),
    )
    .sort()
}

async function lapses(clinic: RecallClinic, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await clinic.tenant(async (tx) => {
    const recall = tx.as('recall')
    const lapsed = await lapsedPatients(recall)
    return withHashPlans(recall, () => tx.sql<LapsedPatient>(sql`select * from ${lapsed} l`))
  })
  return rows.map((row) => `${ids.indexOf(row.patient_id)} ${row.band} ${row.type_key}`).sort()
}

function expectedLapses(scene: Scene, asOf: Temporal.Instant): readonly string[] {
  return scene.people
    .flatMap((one, index) => {
      if (hasLeftAt(one.survivor, asOf) || recordsOf(one).some((record) => isDeadAt(record, asOf))) return []
      const last = lapsedSince(one, { asOf, overDays: -1 })
      const lastVisitOn = last === null ? null : localDay(last, scene.zone)
      const lapse = lapseOf(openOnes(one, scene, asOf), lastVisitOn, localDay(asOf, scene.zone))
      return lapse === null ? [] : [`${index} ${lapse.band} ${lapse.typeKey}`]
    })
    .sort()
}

test('a rebuild stores what the rules say, the dirty set keeps it so, and a second rebuild changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(twoScenes, async ({ more, asOf, ...given }) => {
      clock.moveTo(asOf)
      const { clinic, ids, services } = await stage(newClinic, given)
      await clinic.tenant(async (tx) => rebuildCycles(tx.as('recall')))
      const wanted = (people: readonly Person[]) =>
        people
          .flatMap((one, index) =>
            cyclesOf(one, given.rules, { asOf: clock.now(), zone: given.zone }).map(
              ({ typeKey, triggeredOn, dueComputed }) =>
                `${index} ${typeKey} ${triggeredOn} ${dueComputed} ${dueComputed}`,
            ),
          )
          .sort()
      expect(await openCycles(clinic, ids)).toEqual(wanted(given.people))
      expect(await answers(clinic, ids)).toEqual(expectedAnswers(given, clock.now()))
      expect(await lapses(clinic, ids)).toEqual(expectedLapses(given, clock.now()))

      // Later, more facts arrive for some of them.
      clock.advance({ hours: 24 * 40 })
      const grown = given.people.map((one, index) => joined(one, index % 2 === 0 ? more[index] : undefined))
      await clinic.tenant(async (tx) => {
        for (const [index, id] of ids.entries()) {
          const extra = more[index]
          if (index % 2 === 0 && extra !== undefined) {
            await writeFacts(tx, id, { record: { ...extra.survivor, arrangements: [] }, services })
          }
        }
        await markPatientsDirty(tx.as('recall'), ids)
      })
      const run = await clinic.tenant(async (tx) => recomputeDirty(tx.as('recall')))
      expect(run.patients).toBe(ids.length)
      expect(await openCycles(clinic, ids)).toEqual(wanted(grown))

      const again = await clinic.tenant(async (tx) => rebuildCycles(tx.as('recall')))
      expect(again).toEqual({ opened: 0, closed: 0, moved: 0 })
    }),
    { numRuns: 30 },
  )
})
