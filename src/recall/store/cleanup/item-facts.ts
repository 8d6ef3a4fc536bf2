import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../../platform/db/module-db.ts'
import type { Language } from '../../../platform/rules/language.ts'
import type { CleanupKind } from '../../rules/cleanup.ts'

type Db = ModuleDb<'recall'>

/** What a line of the list says of an item; each kind reads its own fields. */
export interface ItemFacts {
  readonly item: string
  readonly patientId: string
  readonly name: string
  readonly language: Language | null
  readonly number: string
  readonly birthDate: Temporal.PlainDate | null
  readonly createdAt: Temporal.Instant
  readonly lastVisitAt: Temporal.Instant | null
  readonly visits: number
  readonly missed: number
  /** Of a duplicate. */
  readonly otherName: string | null
  readonly otherNumber: string | null
  readonly likelihood: number | null
  readonly isCertain: boolean | null
  /** Of an invalid contact. */
  readonly address: string | null
  readonly validityReason: string | null
  readonly validityAt: Temporal.Instant | null
  /** Of who has no contact: addresses that do not work. */
  readonly wrong: number
  /** Of an unclear visit. */
  readonly startsAt: Temporal.Instant | null
  readonly service: string | null
  readonly note: string | null
  readonly typeNames: Readonly<Record<Language, string>> | null
  readonly dueOn: Temporal.PlainDate | null
}

/** Facts of one page's items, by the item. */
export async function itemFacts(
  db: Db,
  kind: CleanupKind,
  items: readonly { readonly item: string; readonly patientId: string }[],
): Promise<ReadonlyMap<string, ItemFacts>> {
  if (items.length === 0) return new Map()
  const { columns, joins } = ofKind(db, kind)
  const rows = await db.sql<ItemFacts>(sql`
    select i.item, p.id as "patientId", p.full_name as name, p.language, p.external_id as number, p.birth_date as "birthDate",
      coalesce(p.registered_at, p.created_at) as "createdAt", s.last_visit_at as "lastVisitAt", coalesce(s.visits, 0) as visits,
      coalesce(s.no_shows, 0) as missed, ${columns}
    from unnest(${items.map(({ item }) => item)}::text[], ${items.map(({ patientId }) => patientId)}::uuid[]) as i (item, patient_id)
      join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = i.patient_id
      left join recall.standing s on s.clinic_id = ${db.clinicId} and s.patient_id = p.id
      ${joins}`)
  return new Map(rows.map((row) => [row.item, row]))
}

const nothing = {
  pair: sql`null::text as "otherName", null::text as "otherNumber", null::float8 as likelihood, null::boolean as "isCertain"`,
  address: sql`null::text as address, null::text as "validityReason", null::timestamptz as "validityAt"`,
  wrong: sql`0 as wrong`,
  visit: sql`null::timestamptz as "startsAt", null::text as service, null::text as note, null::jsonb as "typeNames",
    null::date as "dueOn"`,
}

function ofKind(
  db: Db,
  kind: CleanupKind,
): { readonly columns: RawBuilder<unknown>; readonly joins: RawBuilder<unknown> } {
  const { pair, address, wrong, visit } = nothing
  switch (kind) {
    case 'duplicate':
      return {
        columns: sql`o.full_name as "otherName", o.external_id as "otherNumber", d.likelihood, d.is_certain as "isCertain",
          ${address}, ${wrong}, ${visit}`,
        joins: sql`
          join patients.duplicate_pair d on d.clinic_id = ${db.clinicId} and d.one_id = p.id
            and d.other_id = split_part(i.item, ':', 2)::uuid
          join patients.patient o on o.clinic_id = ${db.clinicId} and o.id = d.other_id`,
      }
    case 'invalid_contact':
      return {
        columns: sql`${pair}, c.value as address, c.validity_reason as "validityReason", c.validity_at as "validityAt",
          ${wrong}, ${visit}`,
        joins: sql`
          join patients.contact_point c on c.clinic_id = ${db.clinicId} and c.id = split_part(i.item, ':', 2)::uuid`,
      }
    case 'no_contact':
      return {
        columns: sql`${pair}, ${address}, (select count(*)::int from patients.patient_contact k
            where k.clinic_id = ${db.clinicId} and k.patient_id = p.id and k.ended_at is null) as wrong, ${visit}`,
        joins: sql``,
      }
    case 'unclear_visit':
      return {
        columns: sql`${pair}, ${address}, ${wrong}, a.starts_at as "startsAt", v.name as service, a.reason as note,
          t.names as "typeNames", y.due_effective as "dueOn"`,
        joins: sql`
          join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.id = split_part(i.item, ':', 1)::uuid
          left join scheduling.service v on v.clinic_id = ${db.clinicId} and v.id = a.service_id
          join recall.recall_type t on t.clinic_id = ${db.clinicId} and t.key = substr(i.item, 38)
          join recall.cycle y on y.clinic_id = ${db.clinicId} and y.patient_id = p.id and y.type_key = t.key
            and y.closed_at is null`,
      }
    case 'no_last_visit':
    case 'no_birth_date':
    case 'drift':
      return { columns: sql`${pair}, ${address}, ${wrong}, ${visit}`, joins: sql`` }
  }
}

export interface ContactFact {
  readonly pointId: string
  readonly value: string
  readonly isWrong: boolean
}

/** Every address on record of a patient, the first asked first. */
export async function contactFacts(db: Db, patientId: string): Promise<readonly ContactFact[]> {
  return db.sql<ContactFact>(sql`
    select c.id as "pointId", c.value, c.validity = 'invalid' as "isWrong"
    from patients.patient_contact k
      join patients.contact_point c on c.clinic_id = k.clinic_id and c.id = k.contact_point_id
    where k.clinic_id = ${db.clinicId} and k.patient_id = ${patientId} and k.ended_at is null
    order by k.rank, c.id limit 20`)
}
