import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { bucketsToSample, sampleBuckets } from './rules/estimate.ts'

/** Buckets looked into to guess the size of the clinic. */
const probedBuckets = 16

/** How many buckets of patients an estimate looks into here; null: the clinic is small enough to count everybody. */
export async function chooseSample(db: ModuleDb<'patients'>): Promise<number | null> {
  const [probe] = await db.sql<{ patients: number }>(sql`
    select count(*)::integer as patients from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.sample_bucket < ${probedBuckets} and p.merged_into is null`)
  return bucketsToSample(((probe?.patients ?? 0) * sampleBuckets) / probedBuckets)
}
