import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { OutboxRow } from './store.ts'

/**
 * Counts the contacts that are about to go out, one row per patient and clinic-local day (a counter, never COUNT(*)).
 * The unit of the cap is the day: SMS and e-mail of one day are one contact, so the gate has already judged it.
 */
export async function reserveCap(db: ModuleDb<'outreach'>, rows: readonly OutboxRow[]): Promise<void> {
  const counted = rows.filter((row) => row.capPer30Days !== null)
  if (counted.length === 0) return
  const day = await clinicDay(db)
  const patients = [...Map.groupBy(counted, (row) => row.patientId)].sort(([a], [b]) => (a < b ? -1 : 1))
  await db.run(sql`
    insert into outreach.contact_day (clinic_id, patient_id, day, contacts)
    select ${db.clinicId}, n.patient_id, ${day}, n.contacts
    from unnest(${patients.map(([patientId]) => patientId)}::uuid[], ${patients.map(([, list]) => list.length)}::int[]) as n (patient_id, contacts)
    on conflict (clinic_id, patient_id, day) do update set contacts = contact_day.contacts + excluded.contacts`)
}

/** A failed send is no contact: its place under the cap is given back. */
export async function releaseCap(db: ModuleDb<'outreach'>, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  const rows = await db.sql<{ patient_id: string; submitted_at: Temporal.Instant; zone: string }>(sql`
    select m.patient_id, m.submitted_at, k.zone from outreach.message m join clinic.clinic k on k.id = m.clinic_id
    where m.clinic_id = ${db.clinicId} and m.id = any(${[...messageIds]}::uuid[])
      and m.cap_per_30_days is not null and m.submitted_at is not null
    order by m.patient_id`)
  for (const row of rows) {
    const day = row.submitted_at.toZonedDateTimeISO(row.zone).toPlainDate()
    await db.run(sql`
      update outreach.contact_day set contacts = greatest(contacts - 1, 0)
      where clinic_id = ${db.clinicId} and patient_id = ${row.patient_id} and day = ${day}`)
  }
}

async function clinicDay(db: ModuleDb<'outreach'>): Promise<Temporal.PlainDate> {
  const [clinic] = await db.sql<{ zone: string }>(
    sql`select zone from clinic.clinic where id = ${db.clinicId}`,
  )
  if (clinic === undefined) throw new Error('the clinic of this transaction does not exist')
  return db.now.toZonedDateTimeISO(clinic.zone).toPlainDate()
}
