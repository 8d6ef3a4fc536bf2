import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { consentStateSql } from './consent-sql.ts'
import { lockPatientsShared } from './lock-patients.ts'
import { consentPurposes } from './rules/consent.ts'

interface AskedAddress {
  readonly channel: 'sms' | 'email'
  /** In the form of a contact point: E.164, or an e-mail address in lower case. */
  readonly address: string
}

/**
 * Whether anybody whose address this is wants no messages there, for whatever purpose. Holds their patient rows (shared)
 * until the transaction ends, so that a STOP that comes first is seen and one that comes later waits.
 */
export async function isOptedOutAddress(
  db: ModuleDb<'patients'>,
  { channel, address }: AskedAddress,
): Promise<boolean> {
  const owners = await db.sql<{ patientId: string | null; contactPointId: string }>(sql`
    select pc.patient_id as "patientId", cp.id as "contactPointId" from patients.contact_point cp
    left join patients.patient_contact pc on pc.clinic_id = cp.clinic_id and pc.contact_point_id = cp.id
    where cp.clinic_id = ${db.clinicId} and cp.kind = ${channel === 'sms' ? 'phone' : 'email'} and cp.value = ${address}`)
  const [point] = owners
  if (point === undefined) return false
  const patients = owners.flatMap(({ patientId }) => (patientId === null ? [] : [patientId]))
  await lockPatientsShared(db, patients)
  const state = consentStateSql({
    clinicId: db.clinicId,
    contactPoint: sql`${point.contactPointId}::uuid`,
    patient: sql`c.patient_id`,
    channel: sql`${channel}::text`,
    purpose: sql`c.purpose`,
    at: db.now,
  })
  // The address alone too (a null patient): it may have said STOP before anybody knew whose it is.
  const [withdrawn] = await db.sql(sql`
    select 1 from (
      select p.patient_id, q.purpose from unnest(${[...patients, null]}::uuid[]) as p (patient_id)
      cross join unnest(${[...consentPurposes]}::text[]) as q (purpose)) c
    where ${state} = 'withdrawn' limit 1`)
  return withdrawn !== undefined
}
