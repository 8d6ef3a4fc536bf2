import { sql } from 'kysely'
import type { Database } from '../src/platform/db/database.ts'
import type { ModuleDb } from '../src/platform/db/module-db.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { markPatientsDirty } from '../src/recall/mark-patients-dirty.ts'
import { withHashPlans } from '../src/recall/with-hash-plans.ts'

// What the benches of the recall engine share: its types and its floor, changed patients, and how time is taken.

/** As many as a busy clinic enables: by visit, by condition, and screening that was never done. */
export const tenTypes = [
  'dental_hygiene',
  'dental_perio',
  'dental_hygiene_child',
  'dental_xray',
  'annual_wellness',
  'chronic_quarterly',
  'diabetes_hba1c',
  'pl_mammography',
  'pl_cytology',
  'pl_colonoscopy',
] as const

/** The floor runs with the planner set as the rebuild has it, so that the ratio is about work and not about luck. */
export async function readFloor(db: ModuleDb<'recall'>, text: string): Promise<void> {
  const parts = text.split('$1::timestamptz').map((part) => sql.raw(part))
  await withHashPlans(db, () => db.sql(sql.join(parts, sql`${db.now}::timestamptz`)))
}

/** A new visit yesterday for patients spread over the clinic, marked as an import marks them. */
export async function changeSome(
  db: Database,
  clinicId: ClinicId,
  { patients, turn }: { readonly patients: number; readonly turn: number },
): Promise<void> {
  await db.tenant(clinicId, async (tx) => {
    const changed = await tx.sql<{ patient_id: string }>(sql`
      insert into scheduling.visit (clinic_id, id, patient_id, status, kind_code, ended_at, source, external_id, revision)
      select clinic_id, md5(id::text || ${`${turn}`})::uuid, id, 'finished', 'hygiene',
        ${tx.now.subtract({ hours: 24 })}::timestamptz, 'benchmark', id::text || ${`/${turn}`}, ''
      from patients.patient
      where clinic_id = ${clinicId} and merged_into is null and not is_deceased
      order by md5(id::text || ${`${turn}`}) limit ${patients}
      returning patient_id`)
    await markPatientsDirty(
      tx.as('recall'),
      changed.map((row) => row.patient_id),
    )
  })
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round((performance.now() - start) * 10) / 10
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export interface Measured {
  readonly size: number | undefined
  readonly ms: number | undefined
}

/** How time follows size: log(time ratio) / log(size ratio); 1 is linear, NaN where a measure is missing. */
export function growthOf(small: Measured, large: Measured): number {
  const ratio = (name: keyof Measured) => Math.log((large[name] ?? Number.NaN) / (small[name] ?? Number.NaN))
  return Math.round((ratio('ms') / ratio('size')) * 100) / 100
}
