import { sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { emailValue, phoneValue } from './contact-values.ts'
import { foundByWords } from './found-by-words.ts'

export interface PatientHit {
  readonly id: string
  readonly fullName: string
  /** The number in the practice system. */
  readonly externalId: string
  readonly birthDate: Temporal.PlainDate | null
  readonly isDeceased: boolean
}

/**
 * Patients by what a person at the desk types: words of the name in any script and order, the number, a phone number,
 * an e-mail address, or a birth date (1959-03-14, 14.03.1959). Merged records are found as the one that lives on.
 */
export async function searchPatients(
  db: ModuleDb<'patients'>,
  text: string,
  most: number,
): Promise<readonly PatientHit[]> {
  const query = text.trim()
  if (query.length < 2) return []
  const found = (await idsByValue(db, query, most)) ?? (await idsByWords(db, query, most))
  return db.sql<PatientHit>(sql`
    select p.id, p.full_name as "fullName", p.external_id as "externalId", p.birth_date as "birthDate",
      p.is_deceased as "isDeceased"
    from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.id = any(${found}::uuid[])
    order by p.full_name, p.id
    limit ${most}`)
}

/** Null: the text is no date, number or address, but words. */
async function idsByValue(
  db: ModuleDb<'patients'>,
  query: string,
  most: number,
): Promise<readonly string[] | null> {
  const day = birthDateOf(query)
  if (day !== null) {
    const rows = await db.read
      .selectFrom('patients.patient')
      .select('id')
      .where('clinic_id', '=', db.clinicId)
      .where('birth_date', '=', day)
      .where('merged_into', 'is', null)
      .limit(most)
      .execute()
    return rows.map((row) => row.id)
  }
  const email = query.includes('@') ? emailValue(query) : null
  if (email?.ok === true) return ownersOfAddress(db, { kind: 'email', value: email.value })
  const hasDigits = /^[+()\d\s.-]+$/.test(query) && query.replace(/\D/g, '').length >= 7
  const phone = hasDigits ? phoneValue(query, (await readClinic(db.as('clinic'))).country) : null
  if (phone?.ok !== true) return null
  const owners = await ownersOfAddress(db, { kind: 'phone', value: phone.value.value })
  // A long number may also be a record's number.
  return owners.length === 0 ? null : owners
}

async function ownersOfAddress(
  db: ModuleDb<'patients'>,
  address: { readonly kind: string; readonly value: string },
): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(sql`
    select coalesce(p.merged_into, p.id) as id
    from patients.contact_point c
    join patients.patient_contact o on o.clinic_id = c.clinic_id and o.contact_point_id = c.id and o.ended_at is null
    join patients.patient p on p.clinic_id = o.clinic_id and p.id = o.patient_id
    where c.clinic_id = ${db.clinicId} and c.kind = ${address.kind} and c.value = ${address.value}`)
  return rows.map((row) => row.id)
}

async function idsByWords(db: ModuleDb<'patients'>, query: string, most: number): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(sql`select found.id from ${foundByWords(query, most)} as found`)
  return rows.map((row) => row.id)
}

function birthDateOf(query: string): Temporal.PlainDate | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(query)
  const written = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(query)
  const [year, month, day] =
    iso !== null ? [iso[1], iso[2], iso[3]] : written !== null ? [written[3], written[2], written[1]] : []
  if (year === undefined) return null
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) }
    return Temporal.PlainDate.from(parts, { overflow: 'reject' })
  } catch {
    return null
  }
}
