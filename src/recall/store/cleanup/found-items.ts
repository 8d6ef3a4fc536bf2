import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../../platform/db/module-db.ts'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import type { CleanupKind } from '../../rules/cleanup.ts'
import { liveAppointment } from '../cycle-answers.ts'
import { type Moment, momentOf } from '../moment.ts'
import { type UnclearWindow, unclearVisits } from '../unclear-visits.ts'
import { driftingItems } from './drifting.ts'
import { isAskedAbout, livingPatients, noneOfPerson } from './living-patients.ts'

type Db = ModuleDb<'recall'>

/**
 * What there is to do of one kind, by the facts: a query of (item, patient_id, sort, tie, basis), in the order of (sort,
 * tie) an index range where there are many. `basis`: the facts that a decision is about.
 */
export interface FoundItems {
  readonly rows: RawBuilder<unknown>
  readonly sortType: 'text' | 'uuid' | 'timestamptz' | 'double precision'
  readonly tieType: 'uuid' | 'text'
  /** Only places before this one were looked at; null or absent: all. */
  readonly before?: Temporal.Instant | null
}

/** Null: there is nothing of this kind, as far as a glance tells. `window`: how far appointments are looked at. */
export async function foundItems(
  db: Db,
  kind: CleanupKind,
  window?: UnclearWindow,
): Promise<FoundItems | null> {
  const moment = await momentOf(db, db.now)
  switch (kind) {
    case 'duplicate':
      return { rows: duplicates(db), sortType: 'double precision', tieType: 'text' }
    case 'no_contact':
      return { rows: await withoutContact(db), ...byRecord }
    case 'invalid_contact':
      return { rows: invalidContacts(db), ...byRecord }
    case 'no_last_visit':
      return { rows: await withoutVisit(db, moment), ...byRecord }
    case 'no_birth_date':
      return { rows: withoutBirthDate(db), ...byName }
    case 'drift':
      return { rows: await driftingItems(db, moment), sortType: 'timestamptz', tieType: 'uuid' }
    case 'unclear_visit': {
      const unclear = await unclearVisits(db, window)
      if (unclear === null) return null
      const { rows, before } = unclear
      return { rows: asItems(rows), before, ...visitOrder }
    }
    default:
      return assertNever(kind)
  }
}

/** `sort` is the name of the patient `tie`. */
const byName = { sortType: 'text', tieType: 'uuid' } as const
/** Where what is missing lies in another table: both are read in the order of their keys, and a page ends the reading. */
const byRecord = { sortType: 'uuid', tieType: 'uuid' } as const

/** By the time of the visit. */
export const visitOrder = { sortType: 'timestamptz', tieType: 'text' } as const

/** The surest first. Proposals between records that are one person by now wait for nobody. */
function duplicates(db: Db): RawBuilder<unknown> {
  return sql`
    select d.one_id || ':' || d.other_id as item, d.one_id as patient_id,
      case when d.is_certain then -1000 else 0 end - d.bits as sort, d.one_id || ':' || d.other_id as tie,
      d.one_basis || d.other_basis as basis
    from patients.duplicate_pair d
      join patients.patient one on one.clinic_id = d.clinic_id and one.id = d.one_id
      join patients.patient other on other.clinic_id = d.clinic_id and other.id = d.other_id
    where d.clinic_id = ${db.clinicId} and d.state = 'proposed'
      and coalesce(one.merged_into, one.id) <> coalesce(other.merged_into, other.id)`
}

/** `patients.patient_contact k` of a record where it is reached; wrong addresses are few, so they are looked up once. */
function usableContacts(db: Db, record: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    from patients.patient_contact k
    where k.clinic_id = ${db.clinicId} and k.patient_id = ${record} and k.ended_at is null
      and k.contact_point_id not in (select c.id from patients.contact_point c
        where c.clinic_id = ${db.clinicId} and c.validity = 'invalid')`
}

/** Who wants no contact at all lacks none. */
async function withoutContact(db: Db): Promise<RawBuilder<unknown>> {
  const none = await noneOfPerson(db, (record) => usableContacts(db, record))
  return sql`
    select p.id::text as item, p.id as patient_id, p.id as sort, p.id as tie,
      (select coalesce(string_agg(k.contact_point_id::text, ',' order by k.contact_point_id), '')
        from patients.patient_contact k where k.clinic_id = ${db.clinicId} and k.patient_id = p.id) as basis
    from ${livingPatients(db)} and p.safe_contact <> 'none' and ${none}`
}

/** Where another address still works; who has none left is of the kind before. */
function invalidContacts(db: Db): RawBuilder<unknown> {
  return sql`
    select p.id || ':' || w.id as item, p.id as patient_id, w.id as sort, p.id as tie,
      coalesce(w.validity_reason, '') || coalesce(w.validity_at::text, '') as basis
    from patients.contact_point w
      join patients.patient_contact o on o.clinic_id = w.clinic_id and o.contact_point_id = w.id and o.ended_at is null
      join patients.patient p on p.clinic_id = o.clinic_id and p.id = o.patient_id
    where w.clinic_id = ${db.clinicId} and w.validity = 'invalid' and ${isAskedAbout(db)}
      and (select true ${usableContacts(db, sql`p.id`)} limit 1)`
}

/** Who has something booked will have a visit without anybody's doing. */
async function withoutVisit(db: Db, moment: Moment): Promise<RawBuilder<unknown>> {
  const none = await noneOfPerson(
    db,
    (record) => sql`
    from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.patient_id = ${record} and ${liveAppointment(db, moment)}`,
  )
  return sql`
    select p.id::text as item, p.id as patient_id, p.id as sort, p.id as tie,
      coalesce((select s.no_shows from recall.standing s where s.clinic_id = ${db.clinicId} and s.patient_id = p.id), 0)::text
        as basis
    from ${livingPatients(db)}
      and not exists (select from recall.standing s
        where s.clinic_id = ${db.clinicId} and s.patient_id = p.id and s.last_visit_at is not null)
      and ${none}`
}

function withoutBirthDate(db: Db): RawBuilder<unknown> {
  return sql`
    select p.id::text as item, p.id as patient_id, p.full_name as sort, p.id as tie, ''::text as basis
    from ${livingPatients(db)} and p.birth_date is null`
}

function asItems(unclear: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select u."appointmentId" || ':' || u."typeKey" as item, u."patientId" as patient_id, u."startsAt" as sort,
      u."appointmentId" || ':' || u."typeKey" as tie, u."startsAt"::text as basis
    from (${unclear}) u`
}
