import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { markPatientsDirty } from './mark-patients-dirty.ts'
import { momentOf } from './store/moment.ts'

/** A clinic that was never rolled over starts with its present day: what was stored then was computed then. */
const lookBackDays = 1

/**
 * What the passing of days changes in stored cycles, found by index: overrides and arrangements that ran out, and patients
 * who come near the least age of a screening. Marks them for the recompute; everything else about a new day follows from
 * the dates when somebody asks (ADR 0005). Does nothing twice on one local day; answers how many patients were marked.
 */
export async function rollOver(db: ModuleDb<'recall'>): Promise<number> {
  const { today } = await momentOf(db, db.now)
  const since = await enterDay(db, today)
  if (since === null) return 0
  const changed = await db.sql<{ patient_id: string }>(sql`
    select c.patient_id from recall.cycle c
    where c.clinic_id = ${db.clinicId} and c.closed_at is null
      and c.override_expires_on >= ${since.subtract({ days: 1 })}::date and c.override_expires_on < ${today}::date
    union
    select a.patient_id from recall.arrangement a
    where a.clinic_id = ${db.clinicId} and a.ended_at is null
      and a.expires_on >= ${since.subtract({ days: 1 })}::date and a.expires_on < ${today}::date
    union
    select p.id
    from recall.recall_type r
      join recall.trigger t on t.clinic_id = r.clinic_id and t.type_key = r.key and t.kind = 'never_done'
      join patients.patient p on p.clinic_id = r.clinic_id
        and p.birth_date > (${since}::date + r.due_soon_days - make_interval(years => r.minimum_age) - interval '2 days')::date
        and p.birth_date <= (${today}::date + r.due_soon_days - make_interval(years => r.minimum_age) + interval '2 days')::date
    where r.clinic_id = ${db.clinicId} and r.disabled_at is null and r.minimum_age is not null`)
  await markPatientsDirty(
    db,
    changed.map((row) => row.patient_id),
  )
  return changed.length
}

/** The last day seen before `today`, which is seen from now on; null when it had been seen already. */
async function enterDay(
  db: ModuleDb<'recall'>,
  today: Temporal.PlainDate,
): Promise<Temporal.PlainDate | null> {
  const [before] = await db.sql<{ through_day: Temporal.PlainDate }>(sql`
    select through_day from recall.rolled_over where clinic_id = ${db.clinicId} for update`)
  const entered = await db.run(sql`
    insert into recall.rolled_over as r (clinic_id, through_day) values (${db.clinicId}, ${today})
    on conflict (clinic_id) do update set through_day = excluded.through_day where r.through_day < excluded.through_day`)
  if (entered === 0) return null
  return before?.through_day ?? today.subtract({ days: lookBackDays })
}
