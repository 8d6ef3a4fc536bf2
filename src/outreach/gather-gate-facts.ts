import { sql } from 'kysely'
import { effectiveConsent } from '../patients/effective-consent.ts'
import { personRecordsSql } from '../patients/person-records-sql.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ContactRules, Purpose } from './contact-rules.ts'
import { limitStanding } from './rules/contact-limit.ts'
import type { GateFacts } from './rules/gate.ts'

/** A contact as the gate looks at it, planned or already in the outbox. */
export interface GatedContact {
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  readonly purpose: Purpose
  readonly isInvitation: boolean
  readonly isReply: boolean
  readonly origin: string
  readonly accountId: string
  /** The appointment it is about, if any. */
  readonly appointmentId: string | null
  /** Recall types that it asks for; left out, or with a null among them: for more than those. */
  readonly typeKeys?: readonly (string | null)[]
  /** Whose own words it is written in: `<origin>@<version>`; null: those of the packs. */
  readonly ownWording: string | null
  readonly expiresAt: Temporal.Instant
  /** Days with a contact in any 30 days; null: this contact is not counted. */
  readonly capPer30Days: number | null
  /** Its link opens on the clinic's own machine or network alone; left out: not known yet, or it has none. */
  readonly hasOwnLinkOnly?: boolean
}

interface FactRow {
  readonly position: number
  readonly stream: 'running' | 'paused' | 'ended' | null
  readonly account: 'active' | 'paused' | 'ended'
  readonly stays_inside: boolean
  readonly is_deceased: boolean
  readonly is_merged: boolean
  readonly has_left: boolean
  readonly safe_contact: 'normal' | 'confidential' | 'none'
  readonly address_is_invalid: boolean
  readonly visit_ahead_at: Temporal.Instant | null
  readonly appointment_is_live: boolean | null
  readonly contact_days: Temporal.PlainDate[] | null
  /** Counted against a legal limit; null: none yet. */
  readonly patient_contacts: Temporal.Instant[] | null
  readonly address_contacts: Temporal.Instant[] | null
  readonly patient_zone: string | null
  readonly region: string | null
  readonly country: string
  readonly clinic_zone: string
  readonly source_is_stale: boolean
}

/** Facts for many contacts in a few statements; the answer has the order of `contacts` (law 5: gathered as a set, decided by one rule). */
export async function gatherGateFacts(
  db: ModuleDb<'outreach'>,
  rules: ContactRules,
  contacts: readonly GatedContact[],
): Promise<readonly GateFacts[]> {
  if (contacts.length === 0) return []
  const rows = await readFacts(db, contacts)
  const typesOff = await readTypesOff(db, contacts)
  const consents = await effectiveConsent(db.as('patients'), contacts)
  return contacts.map((contact, index) => {
    const row = rows[index]
    const consent = consents[index]
    if (row === undefined || consent === undefined)
      throw new Error('the gate found no patient, contact point or account')
    const place = { country: row.country, region: row.region }
    return {
      now: db.now,
      isInvitation: contact.isInvitation,
      isReply: contact.isReply,
      expiresAt: contact.expiresAt,
      ownWording: contact.ownWording,
      stream: row.stream ?? 'ended',
      recallType: recallTypeOf(contact, typesOff),
      account: row.account,
      linkLeadsNowhere: contact.hasOwnLinkOnly === true && !row.stays_inside,
      isDeceased: row.is_deceased,
      isMerged: row.is_merged,
      hasLeft: row.has_left,
      safeContact: row.safe_contact,
      addressIsInvalid: row.address_is_invalid,
      hasOptedOut: consent.hasOptedOut,
      consentNeeded: rules.consentNeeded({ ...place, purpose: contact.purpose, channel: contact.channel }),
      consent: consent.state,
      visitAheadAt: row.visit_ahead_at,
      appointmentIsLive: row.appointment_is_live,
      capFreeAt: capFreeAt(row, contact.capPer30Days),
      contactLimit: limitStanding(
        rules.contactLimits(place),
        [row.patient_contacts ?? [], row.address_contacts ?? []],
        db.now,
      ),
      quietUntil: rules.quietUntil({
        ...place,
        purpose: contact.purpose,
        now: db.now,
        zones: [...new Set([row.patient_zone ?? row.clinic_zone, row.clinic_zone])],
      }),
      sourceIsStale: row.source_is_stale,
    }
  })
}

async function readFacts(
  db: ModuleDb<'outreach'>,
  contacts: readonly GatedContact[],
): Promise<readonly FactRow[]> {
  // A death, a wish for silence, a visit and a contact count for the person, on whichever of the records they stand.
  const records = personRecordsSql(db.clinicId, sql`p.id`)
  const dayFloor = db.now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 31 })
  return db.sql<FactRow>(sql`
    select c.position::int, s.state as stream, a.state as account, a.provider = 'loopback' as stays_inside,
      person.is_deceased,
      p.merged_into is not null as is_merged,
      coalesce(p.left_at <= ${db.now}, false) as has_left,
      person.safe_contact, cp.validity = 'invalid' as address_is_invalid,
      (select min(v.starts_at) from ${records} own join scheduling.appointment v on v.clinic_id = ${db.clinicId} and v.patient_id = own.id
        where v.starts_at > ${db.now}
          and (v.state = 'booked' or (v.state = 'held' and v.held_until > ${db.now}))) as visit_ahead_at,
      (select v.state in ('booked', 'no_show') from scheduling.appointment v
        where v.clinic_id = ${db.clinicId} and v.id = c.appointment_id) as appointment_is_live,
      (select array_agg(distinct d.day order by d.day) from ${records} own
        join outreach.contact_day d on d.clinic_id = ${db.clinicId} and d.patient_id = own.id
        where d.contacts > 0 and d.day >= ${dayFloor}) as contact_days,
      (select array_agg(moment) from ${records} own
        join outreach.recent_contact r on r.clinic_id = ${db.clinicId} and r.about = 'patient' and r.subject_id = own.id
        cross join unnest(r.contacts) moment) as patient_contacts,
      (select r.contacts from outreach.recent_contact r
        where r.clinic_id = ${db.clinicId} and r.about = 'contact_point' and r.subject_id = cp.id) as address_contacts,
      p.zone as patient_zone, coalesce(p.region, k.region) as region, k.country, k.zone as clinic_zone,
      coalesce(k.source_answered_at < ${db.now}::timestamptz - make_interval(hours => k.source_stale_after_hours), false) as source_is_stale
    from unnest(${contacts.map((contact) => contact.patientId)}::uuid[], ${contacts.map((contact) => contact.contactPointId)}::uuid[],
        ${contacts.map((contact) => contact.origin)}::text[], ${contacts.map((contact) => contact.accountId)}::uuid[],
        ${contacts.map((contact) => contact.appointmentId)}::uuid[])
      with ordinality as c (patient_id, contact_point_id, origin, account_id, appointment_id, position)
    join clinic.clinic k on k.id = ${db.clinicId}
    join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = c.patient_id
    cross join lateral (
      select bool_or(r.is_deceased or coalesce(r.deceased_at <= ${db.now}, false)) as is_deceased,
        case when bool_or(r.safe_contact = 'none') then 'none' when bool_or(r.safe_contact = 'confidential') then 'confidential'
          else 'normal' end as safe_contact
      from ${records} own join patients.patient r on r.clinic_id = ${db.clinicId} and r.id = own.id) person
    join patients.contact_point cp on cp.clinic_id = ${db.clinicId} and cp.id = c.contact_point_id
    join outreach.account a on a.clinic_id = ${db.clinicId} and a.id = c.account_id
    left join outreach.sending_stream s on s.clinic_id = ${db.clinicId} and s.origin = c.origin
    order by c.position`)
}

/** Of the types that these contacts ask for, those that the clinic turned off; their cycles may be open still. */
async function readTypesOff(
  db: ModuleDb<'outreach'>,
  contacts: readonly GatedContact[],
): Promise<ReadonlySet<string>> {
  const keys = [...new Set(contacts.flatMap(({ typeKeys = [] }) => typeKeys))].filter((key) => key !== null)
  if (keys.length === 0) return new Set()
  const rows = await db.sql<{ key: string }>(sql`
    select t.key from recall.recall_type t
    where t.clinic_id = ${db.clinicId} and t.disabled_at is not null and t.key = any(${keys}::text[])`)
  return new Set(rows.map(({ key }) => key))
}

/** An answer and a message about a visit are asked for by nothing that could be turned off. */
function recallTypeOf(
  { typeKeys = [], isReply, appointmentId }: GatedContact,
  off: ReadonlySet<string>,
): GateFacts['recallType'] {
  if (isReply || appointmentId !== null || typeKeys.length === 0 || typeKeys.includes(null)) return null
  return typeKeys.every((key) => key !== null && off.has(key)) ? 'off' : 'on'
}

/** SMS and e-mail on one day are one contact; the day counts for thirty days after it. */
function capFreeAt(row: FactRow, cap: number | null): Temporal.Instant | null {
  const days = row.contact_days ?? []
  if (cap === null || days.length < cap) return null
  const leaving = days[days.length - cap]
  return leaving === undefined ? null : leaving.add({ days: 30 }).toZonedDateTime(row.clinic_zone).toInstant()
}
