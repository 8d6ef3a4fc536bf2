import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { recallAnswers } from '../../recall/recall-answers.ts'
import { type DueRow, recalledBy } from './due-rows.ts'

export interface DueCycleRow extends DueRow {
  readonly birth_date: Temporal.PlainDate | null
  readonly triggered_on: Temporal.PlainDate
  readonly due_computed: Temporal.PlainDate
  readonly round: number
  readonly grace_days: number
  readonly enabled_by: string
  readonly service_keys: readonly string[]
  readonly override_due: Temporal.PlainDate | null
  readonly override_by: string | null
  readonly override_reason: string | null
  readonly override_expires_on: Temporal.PlainDate | null
}

/** The open cycle of one patient and type; null: there is none. */
export async function readDueCycleRow(
  db: ModuleDb<'insights'>,
  { patientId, typeKey }: { readonly patientId: string; readonly typeKey: string },
): Promise<DueCycleRow | null> {
  const answers = await recallAnswers(db.as('recall'), { patientIds: [patientId] })
  const [row] = await db.sql<DueCycleRow>(sql`
    select a.patient_id, p.full_name, p.language, p.birth_date, a.type_key, a.triggered_on, a.due_computed,
      a.due_effective, a.overdue_days, a.status, a.band, a.booked_at, a.is_unclear, a.paused_until, a.pause_kind,
      ${recalledBy(db, sql`a`)} as recalled_by,
      r.grace_days, r.enabled_by, r.service_keys,
      c.override_due, c.override_by, c.override_reason, c.override_expires_on,
      (select count(*) from recall.cycle o
        where o.clinic_id = ${db.clinicId} and o.patient_id = a.patient_id and o.type_key = a.type_key
          and o.triggered_on <= a.triggered_on) as round
    from ${answers} a
      join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
      join recall.recall_type r on r.clinic_id = ${db.clinicId} and r.key = a.type_key
      join recall.cycle c on c.clinic_id = ${db.clinicId} and c.patient_id = a.patient_id and c.type_key = a.type_key
        and c.closed_at is null
    where a.type_key = ${typeKey}`)
  return row ?? null
}
