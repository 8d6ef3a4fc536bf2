import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { markPatientsDirty } from '../../src/recall/mark-patients-dirty.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import { rollOver } from '../../src/recall/roll-over.ts'
import type { Person } from '../../src/recall/rules/patient-history.ts'
import { recallDatabase } from './recall-clinic.ts'
import { person, rules as someRules, zones } from './recall-histories.ts'
import { stage } from './recall-scenes.ts'
import { writeFacts } from './recall-tables.ts'

/** After every day that a history knows of: nothing lies ahead but the days themselves. */
const start = Temporal.Instant.from('2029-06-01T10:00:00Z')
const { clock, newClinic } = await recallDatabase(start.toString())

/** People of one sequence; KEMBALI_HISTORIES=840 are 10,000 histories, which take minutes. */
const most = 12
const sequences = Number(process.env['KEMBALI_HISTORIES'] ?? 25)

const kinds = [
  'facts',
  'facts',
  'error',
  'over',
  'dies',
  'lives',
  'leaves',
  'returns',
  'merge',
  'part',
] as const

const change = fc.record({
  kind: fc.constantFrom(...kinds),
  who: fc.nat({ max: most - 1 }),
  other: fc.nat({ max: most - 1 }),
  days: fc.constantFrom(0, 0, 1, 30, 200),
  /** Several changes may come before the worker does. */
  isWorkerNext: fc.boolean(),
})

const scene = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    rules: someRules,
    people: fc.array(person(zone), { minLength: most, maxLength: most }),
    more: fc.array(person(zone), { minLength: most, maxLength: most }),
    changes: fc.array(change, { minLength: 5, maxLength: 25 }),
  }),
)

interface Room {
  readonly ids: readonly string[]
  readonly services: ReadonlyMap<string, string>
  readonly more: readonly Person[]
}

type Change = Omit<typeof change extends fc.Arbitrary<infer One> ? One : never, 'days' | 'isWorkerNext'>

/** Changes the records as an import would; answers whom it marks. */
async function apply(tx: TenantTransaction, { kind, who, other }: Change, room: Room) {
  const id = room.ids[who] ?? ''
  const into = room.ids[other] ?? ''
  const patient = async (set: ReturnType<typeof sql>, whom = id) =>
    tx.run(sql`update patients.patient set ${set} where clinic_id = ${tx.clinicId} and id = ${whom}`)
  const [own] = await tx.sql<{ merged_into: string | null }>(sql`
    select merged_into from patients.patient where clinic_id = ${tx.clinicId} and id = ${id}`)
  const survivors = own?.merged_into ? [own.merged_into] : []
  switch (kind) {
    case 'facts': {
      const extra = room.more[other]
      if (extra !== undefined)
        await writeFacts(tx, id, {
          record: { ...extra.survivor, arrangements: [] },
          services: room.services,
        })
      break
    }
    case 'error':
      await tx.run(sql`
        update scheduling.visit set status = 'entered-in-error' where (clinic_id, id) in (
          select clinic_id, id from scheduling.visit where clinic_id = ${tx.clinicId} and patient_id = ${id} and status = 'finished'
          order by ended_at desc nulls last, id limit 1)`)
      break
    case 'over':
      await tx.run(sql`
        update patients.condition set abated_at = ${tx.now} where clinic_id = ${tx.clinicId} and patient_id = ${id}`)
      break
    case 'dies':
      await patient(sql`is_deceased = true, deceased_at = ${tx.now}`)
      break
    case 'lives':
      await patient(sql`is_deceased = false, deceased_at = null`)
      break
    case 'leaves':
      await patient(sql`left_at = ${tx.now}`)
      break
    case 'returns':
      await patient(sql`left_at = null`)
      break
    case 'merge': {
      // A record is merged into one that lives on, and takes along what was merged into it.
      const [target] = await tx.sql<{ merged_into: string | null }>(sql`
        select merged_into from patients.patient where clinic_id = ${tx.clinicId} and id = ${into}`)
      const living = target?.merged_into ?? into
      if (living === id) return [id]
      await tx.run(sql`
        update patients.patient set merged_into = ${living}
        where clinic_id = ${tx.clinicId} and (id = ${id} or merged_into = ${id})`)
      return [id, living, ...survivors]
    }
    case 'part':
      await patient(sql`merged_into = null`)
      break
  }
  return [id, ...survivors]
}

test('after any sequence of changes the increments have stored what a rebuild stores', async () => {
  let rows = 0
  await fc.assert(
    fc.asyncProperty(scene, async ({ more, changes, ...given }) => {
      clock.moveTo(start)
      const { clinic, ids, services } = await stage(newClinic, given)
      const worker = () =>
        clinic.tenant(async (tx) => {
          await rollOver(tx.as('recall'))
          while ((await recomputeDirty(tx.as('recall'), 5)).patients > 0);
        })
      await clinic.tenant((tx) => rebuildCycles(tx.as('recall')))
      await worker()
      for (const { days, isWorkerNext, ...one } of changes) {
        clock.advance({ hours: 24 * days })
        await clinic.tenant(async (tx) =>
          markPatientsDirty(tx.as('recall'), await apply(tx, one, { ids, services, more })),
        )
        if (isWorkerNext) await worker()
      }
      await worker()
      const audit = await clinic.tenant((tx) => rebuildCycles(tx.as('recall')))
      expect(audit).toEqual({ opened: 0, closed: 0, moved: 0 })
      const [open] = await clinic.tenant((tx) =>
        tx.sql<{ open: number }>(
          sql`select count(*) as open from recall.cycle where clinic_id = ${clinic.clinicId} and closed_at is null`,
        ),
      )
      rows += open?.open ?? 0
    }),
    { numRuns: sequences, endOnFailure: true },
  )
  expect(rows).toBeGreaterThan(20)
}, 1_800_000)
