import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { consentStateSql } from '../consent-sql.ts'
import { consentPurposes } from '../rules/consent.ts'

interface GivenAgain {
  readonly from: string
  readonly into: string
  readonly contactPointIds: readonly string[]
}

/**
 * What a person agreed to at an address goes with the address to their other record, where that record has no word of
 * its own about it. An opt-out of either outranks it: share them first. Answers how many rows the ledger gained.
 */
export async function carryConsents(db: ModuleDb<'patients'>, merge: GivenAgain): Promise<number> {
  const state = (patient: string): RawBuilder<string> =>
    consentStateSql({
      clinicId: db.clinicId,
      contactPoint: sql`q.contact_point_id`,
      patient: sql`${patient}::uuid`,
      channel: sql`q.channel`,
      purpose: sql`q.purpose`,
      at: db.now,
    })
  return db.run(sql`
    insert into patients.consent
      (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence, text_version, language,
        lawful_basis, staff_id, import_batch, expires_at)
    select l.clinic_id, ${derivedRow(db, { patientId: merge.into, word: 'carried', at: db.now })}, q.contact_point_id, ${merge.into}::uuid, q.channel,
      q.purpose, 'given', ${db.now}::timestamptz, l.zone, l.method, l.evidence, l.text_version, l.language, l.lawful_basis, l.staff_id,
      l.import_batch, l.expires_at
    from ${questions(merge.contactPointIds)}
    cross join lateral ${newestWord(db, sql`${merge.from}::uuid`)} l
    where ${state(merge.from)} = 'given' and ${state(merge.into)} = 'missing'`)
}

/** The records are told apart again: what was carried over ends now, while it is still the newest word. */
export async function endCarriedConsents(
  db: ModuleDb<'patients'>,
  merge: {
    readonly survivor: string
    readonly mergedAt: Temporal.Instant
    readonly contactPointIds: readonly string[]
  },
): Promise<number> {
  const { survivor, mergedAt, contactPointIds } = merge
  return db.run(sql`
    insert into patients.consent
      (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence, text_version, language,
        lawful_basis, staff_id, import_batch, expires_at)
    select l.clinic_id, ${derivedRow(db, { patientId: survivor, word: 'ended', at: db.now })}, l.contact_point_id, l.patient_id, l.channel, l.purpose,
      'given', ${db.now}::timestamptz, l.zone, l.method, l.evidence, l.text_version, l.language, l.lawful_basis, l.staff_id,
      l.import_batch, ${db.now}::timestamptz
    from ${questions(contactPointIds)}
    cross join lateral ${newestWord(db, sql`${survivor}::uuid`)} l
    where l.state = 'given' and l.patient_id = ${survivor}
      and l.id = ${derivedRow(db, { patientId: survivor, word: 'carried', at: mergedAt })}`)
}

function questions(contactPointIds: readonly string[]): RawBuilder<unknown> {
  return sql`(
    select p.contact_point_id, c.channel, u.purpose
    from unnest(${contactPointIds}::uuid[]) as p (contact_point_id)
    cross join unnest(array['sms', 'email', 'call', 'letter']) as c (channel)
    cross join unnest(${[...consentPurposes]}::text[]) as u (purpose)) q`
}

function newestWord(db: ModuleDb<'patients'>, patient: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select l.* from patients.consent l
    where l.clinic_id = ${db.clinicId} and l.contact_point_id = q.contact_point_id
      and (l.patient_id is null or l.patient_id = ${patient})
      and l.channel in (q.channel, 'any') and l.purpose in (q.purpose, 'all') and l.at <= ${db.now}
    order by l.at desc, l.state = 'withdrawn' desc, l.id desc limit 1)`
}

/** Law 15: rows made by a set have an id that says what they are. */
function derivedRow(
  db: ModuleDb<'patients'>,
  row: { readonly patientId: string; readonly word: 'carried' | 'ended'; readonly at: Temporal.Instant },
): RawBuilder<string> {
  return sql<string>`md5(concat_ws('|', ${db.clinicId}::text, q.contact_point_id, ${row.patientId}::text, q.channel, q.purpose,
    ${row.word}::text, ${row.at.toString()}::text))::uuid`
}
