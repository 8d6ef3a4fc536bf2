import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

// What counts against a legal limit is a message that we begin: of any purpose, because the limit names none, and by any
// channel. An answer to what the patient has just asked does not: these are laws on calls and texts that nobody asked for
// (facts on contact, §3), and the confirmation of a STOP has to go out at once whatever was sent before (§2).

/** Whose contacts are counted: the person and the address, since a family may share one and a person have several. */
export interface CountedContact {
  readonly patientId: string
  readonly contactPointId: string
}

/** The longest window a limit may have (packs/jurisdictions: 744 hours), with room to spare. */
const keptDays = 32

/** Locks the counters until this transaction ends; taken after the outbox rows, in one order, before the gate reads them. */
export async function lockContactCounts(
  db: ModuleDb<'outreach'>,
  contacts: readonly CountedContact[],
): Promise<void> {
  await db.run(sql`
    insert into outreach.recent_contact (clinic_id, about, subject_id, contacts)
    select ${db.clinicId}, s.about, s.subject_id, '{}' from ${subjects(contacts)} order by s.about, s.subject_id
    on conflict (clinic_id, about, subject_id) do update set contacts = recent_contact.contacts`)
}

/** Counts what is about to go out, and forgets what no limit looks back to. The caller holds the locks. */
export async function countContacts(
  db: ModuleDb<'outreach'>,
  contacts: readonly CountedContact[],
): Promise<void> {
  if (contacts.length === 0) return
  await db.run(sql`
    update outreach.recent_contact r
    set contacts = array(select c from unnest(r.contacts) c where c > ${db.now.subtract({ hours: keptDays * 24 })} order by c)
      || ${db.now}::timestamptz
    from ${subjects(contacts)}
    where r.clinic_id = ${db.clinicId} and r.about = s.about and r.subject_id = s.subject_id`)
}

/**
 * Takes back the contacts of messages that certainly never left. One that left and did not arrive stays counted: the
 * limit is on attempts.
 */
export async function uncountContacts(
  db: ModuleDb<'outreach'>,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return
  const counted = await db.sql<{ about: string; subject_id: string; at: Temporal.Instant }>(sql`
    select r.about, r.subject_id, m.submitted_at as at from outreach.message m
    join outreach.recent_contact r on r.clinic_id = m.clinic_id
      and (r.about, r.subject_id) in (('patient', m.patient_id), ('contact_point', m.contact_point_id))
    where m.clinic_id = ${db.clinicId} and m.id = any(${[...messageIds]}::uuid[]) and not m.is_reply and m.submitted_at is not null
    order by r.about, r.subject_id`)
  for (const { about, subject_id, at } of counted) {
    await db.run(sql`
      update outreach.recent_contact
      set contacts = contacts[:array_position(contacts, ${at}::timestamptz) - 1] || contacts[array_position(contacts, ${at}::timestamptz) + 1:]
      where clinic_id = ${db.clinicId} and about = ${about} and subject_id = ${subject_id} and ${at}::timestamptz = any(contacts)`)
  }
}

function subjects(contacts: readonly CountedContact[]): RawBuilder<unknown> {
  const patients = new Set(contacts.map((contact) => contact.patientId))
  const points = new Set(contacts.map((contact) => contact.contactPointId))
  const abouts = [...[...patients].map(() => 'patient'), ...[...points].map(() => 'contact_point')]
  return sql`unnest(${abouts}::text[], ${[...patients, ...points]}::uuid[]) as s (about, subject_id)`
}
