import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { BookedResource, BookingFacts } from './appointment-resource.ts'
import { isFhirId, timeoutSeconds } from './fhir-door.ts'

type Db = ModuleDb<'integrations'>

export interface PracticeSystem {
  readonly id: string
  readonly baseUrl: string
  /** The import source whose ids are this server's ids. */
  readonly source: string
  readonly secretName: string | null
}

export async function activePracticeSystem(db: Db): Promise<PracticeSystem | null> {
  const row = await db.read
    .selectFrom('integrations.practice_system')
    .select(['id', 'base_url', 'source', 'secret_name'])
    .where('clinic_id', '=', db.clinicId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (row === undefined) return null
  return { id: row.id, baseUrl: row.base_url, source: row.source, secretName: row.secret_name }
}

/** One claimed piece of work; `leaseToken` is the right to settle it. */
export interface ClaimedWriteBack {
  readonly appointmentId: string
  readonly action: 'create' | 'cancel'
  readonly attempts: number
  readonly giveUpAt: Temporal.Instant
  readonly remoteId: string | null
  /** Ids of others of the same booking that stand there as well. */
  readonly copies: readonly string[]
  readonly leaseToken: string
  /** Of a cancel: when the last word about its create was written down; null: there was no create. */
  readonly createSettledAt: Temporal.Instant | null
  /** Of a cancel: a person wrote the booking in over there, so that it has no identifier of ours. */
  readonly isHandWritten: boolean
  /** Until then nobody else takes it; a request that might end later is not begun. */
  readonly leaseUntil: Temporal.Instant
}

/** One piece asks at most a handful of times, each for `timeoutSeconds` at the longest. */
const leaseSeconds = 8 * timeoutSeconds

/** Takes the piece that has been due longest, by lease; a cancel waits until its own create is settled. */
export async function claimWriteBack(db: Db): Promise<ClaimedWriteBack | null> {
  const leaseToken = db.ids.uuid(db.now)
  const [claimed] = await db.sql<ClaimedWriteBack>(sql`
    with due as (
      select w.appointment_id, w.action from integrations.write_back w
      where w.clinic_id = ${db.clinicId} and w.state in ('waiting', 'sending') and w.next_at <= ${db.now}
        and (w.lease_until is null or w.lease_until <= ${db.now})
        and (w.action = 'create' or not exists (
          select from integrations.write_back c
          where c.clinic_id = w.clinic_id and c.appointment_id = w.appointment_id and c.action = 'create'
            and c.state in ('waiting', 'sending')))
      order by w.next_at, w.appointment_id
      limit 1
      for update of w skip locked
    )
    update integrations.write_back w
    set state = 'sending', attempts = w.attempts + 1, lease_token = ${leaseToken}::uuid,
      lease_until = ${db.now.add({ seconds: leaseSeconds })}
    from due
    where w.clinic_id = ${db.clinicId} and w.appointment_id = due.appointment_id and w.action = due.action
    returning w.appointment_id as "appointmentId", w.action, w.attempts, w.give_up_at as "giveUpAt",
      coalesce(w.remote_id, ${create(sql`c.remote_id`)}) as "remoteId",
      case w.action when 'create' then w.copies else coalesce(${create(sql`c.copies`)}, '{}') end as copies,
      case w.action when 'cancel' then ${create(sql`c.settled_at`)} end as "createSettledAt",
      w.action = 'cancel' and coalesce(${create(sql`c.state = 'done' and c.remote_id is null`)}, false) as "isHandWritten",
      w.lease_token as "leaseToken", w.lease_until as "leaseUntil"`)
  return claimed ?? null
}

/** A column of the create that belongs to a claimed piece. */
function create(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select ${column} from integrations.write_back c
    where c.clinic_id = w.clinic_id and c.appointment_id = w.appointment_id and c.action = 'create')`
}

export interface Settlement {
  readonly state: 'waiting' | 'done' | 'refused' | 'timed_out'
  readonly nextAt: Temporal.Instant
  readonly remoteId: string | null
  /** Absent: as they were. */
  readonly copies?: readonly string[] | undefined
  readonly error: string | null
}

/** Writes what became of it; false: the lease was lost and somebody else has it now. */
export async function settleWriteBack(
  db: Db,
  claimed: ClaimedWriteBack,
  settlement: Settlement,
): Promise<boolean> {
  const rows = await db.run(sql`
    update integrations.write_back
    set state = ${settlement.state}, next_at = ${settlement.nextAt}, last_error = ${settlement.error},
      remote_id = coalesce(${settlement.remoteId}::text, remote_id),
      copies = coalesce(${settlement.copies ?? null}::text[], copies), lease_token = null, lease_until = null,
      settled_at = ${settlement.state === 'waiting' ? null : db.now}::timestamptz
    where clinic_id = ${db.clinicId} and appointment_id = ${claimed.appointmentId} and action = ${claimed.action}
      and lease_token = ${claimed.leaseToken}`)
  return rows > 0
}

export async function noteAnswer(db: Db, systemId: string, error: string | null): Promise<void> {
  await db.run(sql`
    update integrations.practice_system
    set last_error = ${error}, last_answer_at = case when ${error === null} then ${db.now}::timestamptz else last_answer_at end
    where clinic_id = ${db.clinicId} and id = ${systemId}`)
}

interface FactsRow {
  readonly starts_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
  readonly created_at: Temporal.Instant
  readonly source: string
  readonly external_id: string
  readonly service_name: string | null
  readonly patient_source: string
  readonly patient_external_id: string
  readonly resources:
    | readonly { kind: BookedResource['kind']; name: string; source: string; externalId: string }[]
    | null
}

export interface WrittenBooking {
  /** Null: the patient is unknown on that server, so there is nothing to write. */
  readonly facts: BookingFacts | null
  /** Its id there, for an appointment that was imported from there. */
  readonly importedId: string | null
}

export async function readBooking(
  db: Db,
  appointmentId: string,
  source: string,
): Promise<WrittenBooking | null> {
  const [row] = await db.sql<FactsRow>(sql`
    select a.starts_at, a.ends_at, a.created_at, a.source, a.external_id, s.name as service_name,
      p.source as patient_source, p.external_id as patient_external_id,
      (select json_agg(json_build_object('kind', r.kind, 'name', r.name, 'source', r.source, 'externalId', r.external_id)
           order by r.kind, r.name)
         from scheduling.occupancy o
         join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
        where o.clinic_id = a.clinic_id and o.appointment_id = a.id) as resources
    from scheduling.appointment a
    join patients.patient p on p.clinic_id = a.clinic_id and p.id = a.patient_id
    left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    where a.clinic_id = ${db.clinicId} and a.id = ${appointmentId}`)
  if (row === undefined) return null
  const isKnownPatient = row.patient_source === source && isFhirId(row.patient_external_id)
  return {
    importedId: row.source === source && isFhirId(row.external_id) ? row.external_id : null,
    facts: isKnownPatient
      ? {
          appointmentId,
          startsAt: row.starts_at,
          endsAt: row.ends_at,
          createdAt: row.created_at,
          serviceName: row.service_name,
          patientId: row.patient_external_id,
          resources: (row.resources ?? []).map(({ kind, name, source: from, externalId }) => ({
            kind,
            name,
            remoteId: from === source && isFhirId(externalId) ? externalId : null,
          })),
        }
      : null,
  }
}
