import { sql } from 'kysely'
import { type MergedRow, stageRows } from '../../platform/db/merge-rows.ts'
import type { CopyRow, ModuleDb } from '../../platform/db/module-db.ts'
import { derivedUuid } from '../../platform/ids/ids.ts'
import type { ContactRecord, PatientRecord } from '../rules/records.ts'

/** law 15: the same id for the same address, whoever brings it. */
export function contactPointId(clinicId: string, contact: Pick<ContactRecord, 'kind' | 'value'>): string {
  return derivedUuid(clinicId, contact.kind, contact.value)
}

interface WrittenContacts {
  readonly source: string
  readonly records: readonly PatientRecord[]
  /** Only these patients' contacts are looked at: the others did not change. */
  readonly written: readonly MergedRow[]
}

/** Gives the written patients the addresses their records list, and ends those that this source no longer lists. */
export async function mergeContacts(db: ModuleDb<'patients'>, input: WrittenContacts): Promise<void> {
  const patients = new Map(input.written.map((row) => [row.externalId, row]))
  const rows = input.records.flatMap((record) => {
    const patient = patients.get(record.externalId)
    return patient === undefined ? [] : contactRows(db.clinicId, patient.id, record)
  })
  const updated = input.written.filter((row) => row.existed).map((row) => row.id)
  if (rows.length === 0 && updated.length === 0) return
  await stageRows(db, {
    name: 'contact_stage',
    columns: {
      patient_id: 'uuid',
      contact_point_id: 'uuid',
      kind: 'text',
      value: 'text',
      use: 'text',
      rank: 'smallint',
    },
    rows,
  })
  await db.run(sql`
    insert into patients.contact_point (clinic_id, id, kind, value, created_at)
    select distinct ${db.clinicId}::uuid, s.contact_point_id, s.kind, s.value, ${db.now}::timestamptz
    from contact_stage s
    where (select c.id from patients.contact_point c where c.clinic_id = ${db.clinicId} and c.id = s.contact_point_id) is null
    order by 2
    on conflict do nothing`)
  await db.run(sql`
    insert into patients.patient_contact as t (clinic_id, patient_id, contact_point_id, use, rank, source)
    select ${db.clinicId}::uuid, s.patient_id, s.contact_point_id, s.use, s.rank, ${input.source}
    from contact_stage s
    on conflict (clinic_id, patient_id, contact_point_id) do update
      set use = excluded.use, rank = excluded.rank, source = excluded.source, ended_at = null
      where (t.use, t.rank, t.source) is distinct from (excluded.use, excluded.rank, excluded.source)
        or t.ended_at is not null`)
  if (updated.length === 0) return
  await db.run(sql`
    update patients.patient_contact t set ended_at = ${db.now}
    where t.clinic_id = ${db.clinicId} and t.patient_id = any(${updated}::uuid[]) and t.source = ${input.source}
      and t.ended_at is null
      and not exists (select from contact_stage s
        where s.patient_id = t.patient_id and s.contact_point_id = t.contact_point_id)`)
}

function contactRows(clinicId: string, patientId: string, record: PatientRecord): CopyRow[] {
  const seen = new Set<string>()
  return record.contacts.flatMap((contact) => {
    const id = contactPointId(clinicId, contact)
    if (seen.has(id)) return []
    seen.add(id)
    return [[patientId, id, contact.kind, contact.value, contact.use, contact.rank]]
  })
}
