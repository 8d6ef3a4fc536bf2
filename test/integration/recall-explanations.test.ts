import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { arrangeInterval } from '../../src/recall/arrange-interval.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { type CycleExplanation, explainCycle, explainRecalls } from '../../src/recall/explain-cycle.ts'
import { markPatientsDirty } from '../../src/recall/mark-patients-dirty.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { type RecallAnswer, recallAnswers } from '../../src/recall/recall-answers.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { instantIn, plainDay } from './recall-histories.ts'
import { stage, twoScenes } from './recall-scenes.ts'
import {
  bookedVisit,
  finishedVisit,
  recordOf,
  writeFacts,
  writePerson,
  writeServices,
} from './recall-tables.ts'

const start = Temporal.Instant.from('2026-11-22T10:00:00Z')
const { clock, newClinic } = await recallDatabase(start.toString())
const packs = await loadRecallPacks()
const by = { kind: 'staff', id: '0', name: 'Ewa Zając', role: 'manager' } as const

/** What a person said about some of the open cycles, in any mixture. */
const byHand = fc.record({
  override: fc.option(
    fc.record({ due: plainDay, expiresOn: fc.option(plainDay), madeAt: instantIn('UTC') }),
    { freq: 2 },
  ),
  pause: fc.option(fc.record({ until: plainDay, madeAt: instantIn('UTC') })),
  silence: fc.option(
    fc.record({
      kind: fc.constantFrom('choice' as const, 'balance' as const, 'co_managed' as const),
      amountMinor: fc.constantFrom(0, 5_000),
      madeAt: instantIn('UTC'),
      expiresOn: fc.option(plainDay, { freq: 1 }),
    }),
  ),
  balanceMinor: fc.option(fc.constantFrom(0, 4_000, 6_000)),
})

type ByHand = typeof byHand extends fc.Arbitrary<infer T> ? T : never

function isAhead(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) > 0
}

async function setByHand(
  clinic: RecallClinic,
  ids: readonly string[],
  { keys, hands }: { readonly keys: readonly string[]; readonly hands: readonly ByHand[] },
): Promise<void> {
  await clinic.tenant(async (tx) => {
    for (const [index, id] of ids.entries()) {
      const hand = hands[index % hands.length]
      if (hand === undefined) continue
      const { pause, silence, balanceMinor } = hand
      // What is stored is computed as of now, when nobody can have set a date later.
      const override = hand.override && isAhead(hand.override.madeAt, tx.now) ? null : hand.override
      await tx.run(sql`
        update patients.patient set balance_minor = ${balanceMinor} where clinic_id = ${tx.clinicId} and id = ${id}`)
      await tx.run(sql`
        update recall.cycle set override_due = ${override?.due ?? null}::date, override_by = 'Dr Test', override_reason = 'test',
          override_expires_on = ${override?.expiresOn ?? null}::date, overridden_at = ${override?.madeAt ?? null}::timestamptz,
          paused_until = ${pause?.until ?? null}::date, paused_at = ${pause?.madeAt ?? null}::timestamptz, pause_by = 'Dr Test'
        where clinic_id = ${tx.clinicId} and patient_id = ${id} and closed_at is null`)
      if (silence === null) continue
      for (const key of keys)
        await tx.run(sql`
          insert into recall.arrangement
            (clinic_id, id, patient_id, type_key, kind, amount_minor, recalled_by, made_by, reason, made_at, expires_on)
          values (${tx.clinicId}, ${tx.ids.uuid(tx.now)}, ${id}, ${key}, ${silence.kind}, ${silence.amountMinor}, 'Dr Lis',
            'Dr Test', 'test', ${silence.madeAt}::timestamptz, ${silence.expiresOn}::date)`)
    }
    // The stored date follows an override that holds, as the recompute has it.
    await markPatientsDirty(tx.as('recall'), ids)
  })
  await clinic.tenant((tx) => recomputeDirty(tx.as('recall')))
}

function shownOpen({ rule, open, stored, isSettled }: CycleExplanation): string {
  const { triggeredOn, dueComputed, dueEffective, status, booking } = open ?? {}
  return `${rule.key} ${triggeredOn} ${dueComputed} ${dueEffective} ${status} ${booking === 'unclear'} ${stored !== null} ${isSettled}`
}

test('what is explained for one person is what sets have stored and what lists show, in random histories', async () => {
  let rows = 0
  const obstacles = new Set<string>()
  await fc.assert(
    fc.asyncProperty(twoScenes, fc.array(byHand, { minLength: 4, maxLength: 4 }), async (given, hands) => {
      clock.moveTo(given.asOf)
      const { clinic, ids } = await stage(newClinic, given)
      await clinic.tenant((tx) => rebuildCycles(tx.as('recall')))
      await setByHand(clinic, ids, { keys: given.rules.map(({ key }) => key), hands })
      for (const id of ids) {
        const [explanations, answers] = await clinic.tenant(async (tx) => [
          await explainRecalls(tx.as('recall'), id),
          await tx.sql<RecallAnswer>(
            sql`select * from ${await recallAnswers(tx.as('recall'), { patientIds: [id] })} a`,
          ),
        ])
        if (explanations === null) throw new Error('nobody is there')
        const open = explanations.filter((one) => one.open !== null)
        expect(open.map(shownOpen).sort()).toEqual(
          answers
            .map(
              (row) =>
                `${row.type_key} ${row.triggered_on} ${row.due_computed} ${row.due_effective} ${row.status} ${row.is_unclear} true true`,
            )
            .sort(),
        )
        // A type without a cycle says why, and one with a cycle names the fact it counts from.
        for (const { assessment, open: cycle } of explanations) {
          expect(cycle === null).toBe(assessment.obstacle !== null)
          if (assessment.obstacle !== null) obstacles.add(assessment.obstacle)
        }
        rows += open.length
      }
    }),
    { numRuns: 40 },
  )
  expect(rows).toBeGreaterThan(60)
  expect(obstacles.size).toBeGreaterThan(5)
}, 300_000)

describe('one type for one patient', () => {
  let clinic: RecallClinic
  let anna: string
  let services: ReadonlyMap<string, string>

  beforeEach(async () => {
    clock.moveTo(start)
    clinic = await newClinic()
    anna = await clinic.tenant(async (tx) => {
      services = await writeServices(tx)
      const survivor = recordOf({
        visits: [
          finishedVisit('2025-10-01T09:00:00Z', 'hygiene'),
          finishedVisit('2026-04-15T09:00:00Z', 'hygiene'),
        ],
      })
      const id = await writePerson(tx, { survivor, duplicates: [] }, { externalId: 'anna', services })
      const keys = ['dental_hygiene', 'dental_perio', 'dental_xray', 'dental_hygiene_child']
      await enableRecallTypes(tx.as('recall'), { keys, by, packs })
      return id
    })
  })

  const explain = async (typeKey: string): Promise<CycleExplanation> => {
    const found = await clinic.tenant((tx) => explainCycle(tx.as('recall'), { patientId: anna, typeKey }))
    if (!found.ok) throw new Error(found.error.kind)
    return found.value
  }
  const add = (facts: Parameters<typeof recordOf>[0]) =>
    clinic.tenant((tx) => writeFacts(tx, anna, { record: recordOf(facts), services }))

  test('names the visit it counts from, the older one it passed over, and the interval of the type', async () => {
    const { assessment, open } = await explain('dental_hygiene')
    expect(assessment.triggers.map(({ kind, code, at }) => `${kind} ${code} ${at}`)).toEqual([
      'visit hygiene 2026-04-15T09:00:00Z',
      'visit hygiene 2025-10-01T09:00:00Z',
    ])
    expect(assessment.round?.interval).toEqual({ from: 'type', interval: { months: 6, days: 1 } })
    expect(`${open?.triggeredOn} ${open?.dueEffective} ${open?.status}`).toBe('2026-04-15 2026-10-16 overdue')
  })

  test('names who set another interval', async () => {
    await clinic.tenant((tx) =>
      arrangeInterval(tx.as('recall'), {
        patientId: anna,
        typeKey: 'dental_hygiene',
        interval: { months: 4, days: 0 },
        holds: 'always',
        by,
        reason: 'Wears braces',
        expiresOn: null,
      }),
    )
    const { arranged, open, isSettled } = await explain('dental_hygiene')
    expect(arranged).toMatchObject({ madeBy: 'Ewa Zając', reason: 'Wears braces', triggeredOn: null })
    expect([open?.dueComputed.toString(), isSettled]).toEqual(['2026-08-15', true])
  })

  test.each([
    ['dental_perio', 'nothing_starts_it'],
    ['dental_hygiene_child', 'too_old'],
  ])('%s is not due: %s', async (typeKey, obstacle) => {
    const { assessment, open } = await explain(typeKey)
    expect([assessment.obstacle, open]).toEqual([obstacle, null])
  })

  test('says what took the place of it, and that the lists do not know yet', async () => {
    await add({ visits: [finishedVisit('2026-11-20T09:00:00Z', 'perio_maintenance')] })
    const { assessment, stored, isSettled } = await explain('dental_hygiene')
    expect([assessment.obstacle, assessment.replacedBy]).toEqual(['replaced', 'dental_perio'])
    expect([stored?.triggeredOn.toString(), isSettled]).toEqual(['2026-04-15', false])
  })

  test('judges every appointment ahead', async () => {
    await add({
      appointments: [
        bookedVisit('2026-12-01T09:00:00Z'),
        bookedVisit('2026-12-02T09:00:00Z', { serviceKey: 'v1' }),
      ],
    })
    const { open } = await explain('dental_hygiene')
    expect(open?.cover.map(({ verdict }) => verdict)).toEqual(['no_service', 'other_service'])
    expect([open?.booking, open?.status]).toEqual(['unclear', 'booked'])
  })

  test.each([
    [
      'an unknown patient',
      { patientId: '00000000-0000-4000-8000-000000000000', typeKey: 'dental_hygiene' },
      'unknown_patient',
    ],
    ['a type that is not enabled', { typeKey: 'annual_wellness' }, 'type_not_enabled'],
  ])('is refused for %s', async (_, wish, kind) => {
    const found = await clinic.tenant((tx) => explainCycle(tx.as('recall'), { patientId: anna, ...wish }))
    expect(found).toEqual({ ok: false, error: { kind } })
  })
})
