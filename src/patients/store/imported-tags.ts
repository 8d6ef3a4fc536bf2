import { sql } from 'kysely'
import { type MergedRow, stageRows } from '../../platform/db/merge-rows.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { PatientRecord } from '../rules/records.ts'

interface WrittenTags {
  readonly source: string
  readonly records: readonly PatientRecord[]
  /** Only these patients' tags are looked at: the others did not change. */
  readonly written: readonly MergedRow[]
}

/**
 * Gives the written patients the tags their records list, and ends those that this source no longer lists. What staff
 * put on stays, and what staff took off is not put back.
 */
export async function mergeTags(db: ModuleDb<'patients'>, input: WrittenTags): Promise<void> {
  const patients = new Map(input.written.map((row) => [row.externalId, row.id]))
  const rows = input.records.flatMap((record) => {
    const id = patients.get(record.externalId)
    return id === undefined ? [] : [...new Set(record.tags)].map((tag) => [id, tag])
  })
  const updated = input.written.filter((row) => row.existed).map((row) => row.id)
  if (rows.length === 0 && updated.length === 0) return
  await stageRows(db, { name: 'tag_stage', columns: { patient_id: 'uuid', tag: 'text' }, rows })
  await db.run(sql`
    insert into patients.patient_tag (clinic_id, patient_id, tag, source, added_at)
    select ${db.clinicId}::uuid, s.patient_id, s.tag, ${input.source}, ${db.now}::timestamptz
    from tag_stage s
    where not exists (select from patients.patient_tag t
      where t.clinic_id = ${db.clinicId} and t.patient_id = s.patient_id and t.tag = s.tag and t.source = ${input.source}
        and (t.ended_at is null or t.ended_by is not null))
    on conflict do nothing`)
  if (updated.length === 0) return
  await db.run(sql`
    update patients.patient_tag t set ended_at = ${db.now}
    where t.clinic_id = ${db.clinicId} and t.patient_id = any(${updated}::uuid[]) and t.source = ${input.source}
      and t.ended_at is null
      and not exists (select from tag_stage s where s.patient_id = t.patient_id and s.tag = t.tag)`)
}
