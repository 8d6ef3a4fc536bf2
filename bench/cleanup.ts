import { sql } from 'kysely'
import type { Database } from '../src/platform/db/database.ts'
import type { ModuleDb } from '../src/platform/db/module-db.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { countCleanup } from '../src/recall/count-cleanup.ts'
import { listCleanup } from '../src/recall/list-cleanup.ts'
import { rebuildCycles } from '../src/recall/rebuild-cycles.ts'
import { type CleanupKind, cleanupKinds } from '../src/recall/rules/cleanup.ts'
import { summariseCleanup } from '../src/recall/summarise-cleanup.ts'
import { makeLargeClinic } from './generator/make-large-clinic.ts'
import { median, timed } from './recall-measures.ts'

// The clean-up list of a large clinic: a first page, a page far into it, the head of the page, and the count by the clock.

export interface CleanupBenchSize {
  readonly patients: number
  /** Of each measurement the median of this many. */
  readonly rounds: number
}

export const cleanupBenchSize: CleanupBenchSize = { patients: 100_000, rounds: 5 }

interface ListTimes {
  readonly open: number
  readonly firstPageMs: number
  /** After twenty pages, or as many as there are. */
  readonly laterPageMs: number
}

export interface CleanupBench {
  readonly size: CleanupBenchSize
  readonly lists: Readonly<Record<CleanupKind, ListTimes>>
  readonly summaryMs: number
  readonly countMs: number
}

const reading = { language: 'en', country: 'PL', zone: 'Europe/Warsaw' } as const
const pagesAhead = 20

export async function benchCleanup(
  db: Database,
  size: CleanupBenchSize,
  say: (line: string) => void,
): Promise<CleanupBench> {
  const { clinicId } = await makeLargeClinic(db, { patients: size.patients, seed: 1, say })
  await spoil(db, clinicId)
  await db.tenant(clinicId, async (tx) => rebuildCycles(tx.as('recall')))
  await db.pool.query('vacuum analyze')
  const countMs = await timed(() => db.tenant(clinicId, async (tx) => countCleanup(tx.as('recall'))))
  say(`counted in ${Math.round(countMs)} ms`)
  const within = async <T>(work: (recall: ModuleDb<'recall'>) => Promise<T>): Promise<T> =>
    db.tenant(clinicId, async (tx) => work(tx.as('recall')))
  const lists: Partial<Record<CleanupKind, ListTimes>> = {}
  for (const kind of cleanupKinds) lists[kind] = await measureList(within, kind, size.rounds)
  const summaryMs = await inRounds(size.rounds, () => within((recall) => summariseCleanup(recall, reading)))
  return { size, lists: lists as Record<CleanupKind, ListTimes>, summaryMs, countMs: Math.round(countMs) }
}

/** One record in a hundred is without a birth date, without a visit, without a contact, or with a bounced one. */
async function spoil(db: Database, clinicId: ClinicId): Promise<void> {
  const each = (one: number) => sql`hashtext(external_id) % 100 = ${one}`
  await db.tenant(clinicId, async (tx) => {
    const clinic = sql`clinic_id = ${clinicId}`
    const those = (one: number) => sql`(select id from patients.patient where ${clinic} and ${each(one)})`
    await tx.run(sql`update patients.patient set birth_date = null where ${clinic} and ${each(1)}`)
    await tx.run(sql`delete from scheduling.visit where ${clinic} and patient_id in ${those(2)}`)
    await tx.run(sql`delete from patients.patient_contact where ${clinic} and patient_id in ${those(3)}`)
    await tx.run(sql`
      insert into patients.contact_point (clinic_id, id, kind, value, validity, validity_reason, validity_at, created_at)
      select clinic_id, md5(id::text)::uuid, 'email', id || '@example.com', 'invalid', 'no such mailbox', ${tx.now}, ${tx.now}
      from patients.patient where ${clinic} and ${each(4)}`)
    await tx.run(sql`
      insert into patients.patient_contact (clinic_id, patient_id, contact_point_id)
      select clinic_id, id, md5(id::text)::uuid from patients.patient where ${clinic} and ${each(4)}`)
  })
}

type Within = <T>(work: (recall: ModuleDb<'recall'>) => Promise<T>) => Promise<T>

async function measureList(within: Within, kind: CleanupKind, rounds: number): Promise<ListTimes> {
  const page = (after: string | undefined) =>
    within(async (recall) => {
      const found = await listCleanup(recall, { kind, owner: undefined, after, pageSize: 50, reading })
      if (!found.ok) throw new Error(found.error.kind)
      return found.value
    })
  let far: string | undefined
  for (let turn = 0; turn < pagesAhead; turn += 1) {
    const { next } = await page(far)
    if (next === null) break
    far = next
  }
  const [counted] = await within((recall) =>
    recall.sql<{ open: number }>(sql`
      select sum(open)::int as open from recall.cleanup_count where clinic_id = ${recall.clinicId} and kind = ${kind}`),
  )
  return {
    open: counted?.open ?? 0,
    firstPageMs: await inRounds(rounds, () => page(undefined)),
    laterPageMs: await inRounds(rounds, () => page(far)),
  }
}

async function inRounds(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await timed(work))
  return Math.round(median(times))
}
