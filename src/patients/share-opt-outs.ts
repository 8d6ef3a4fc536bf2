import { sql } from 'kysely'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { hasOptedOutSql } from './consent-sql.ts'
import type { PatientOptedOut } from './events.ts'
import { recordConsent } from './record-consent.ts'
import { type ConsentPurpose, type ContactChannel, consentPurposes } from './rules/consent.ts'

const channels = ['sms', 'email', 'call', 'letter'] as const satisfies readonly ContactChannel[]

interface SharedOptOut {
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: ContactChannel
  readonly purpose: ConsentPurpose
}

/**
 * Two records of one person: whatever one has opted out of, the other has too, from now on and also when the records are
 * told apart again. Written as an opt-out by a person, so that no import opens it again.
 */
export async function shareOptOuts(
  db: ModuleDb<'patients'>,
  pairs: readonly (readonly [string, string])[],
  actor: Actor,
): Promise<void> {
  const found = await missingOptOuts(db, [...pairs, ...pairs.map(([one, other]) => [other, one] as const)])
  const shared = [
    ...Map.groupBy(found, ({ patientId, channel }) => `${patientId} ${channel}`).values(),
  ].flatMap(inFewRows)
  await recordConsent(
    db,
    shared.map((entry) => ({ ...entry, state: 'withdrawn' as const })),
    { method: 'front_desk', evidence: 'opt-out on another record of the same person', actor },
  )
  for (const { patientId, ...scope } of shared)
    await db.emit({ type: 'patient.opted_out', ...scope, patientIds: [patientId] } satisfies PatientOptedOut)
}

/** All purposes of a channel are one row: a STOP stays a STOP. */
function inFewRows(
  rows: readonly SharedOptOut[],
): readonly (Omit<SharedOptOut, 'purpose'> & { readonly purpose: ConsentPurpose | 'all' })[] {
  const [first] = rows
  return first !== undefined && rows.length === consentPurposes.length ? [{ ...first, purpose: 'all' }] : rows
}

/** What the first of each pair has opted out of and the second has not. */
async function missingOptOuts(
  db: ModuleDb<'patients'>,
  pairs: readonly (readonly [string, string])[],
): Promise<readonly SharedOptOut[]> {
  const question = { clinicId: db.clinicId, channel: sql`c.channel`, purpose: sql`u.purpose`, at: db.now }
  return db.sql<SharedOptOut>(sql`
    with pair as (
      select distinct from_id, to_id
      from unnest(${pairs.map(([from]) => from)}::uuid[], ${pairs.map(([, to]) => to)}::uuid[]) as p (from_id, to_id)
      where exists (select from patients.consent l
        where l.clinic_id = ${db.clinicId} and l.patient_id = p.from_id and l.state = 'withdrawn')
    )
    select p.to_id as "patientId", c.channel, u.purpose,
      (select l.contact_point_id from patients.consent l
        where l.clinic_id = ${db.clinicId} and l.patient_id = p.from_id and l.state = 'withdrawn'
          and l.channel in (c.channel, 'any') and l.purpose in (u.purpose, 'all')
        order by l.at desc, l.id desc limit 1) as "contactPointId"
    from pair p
    cross join unnest(${[...channels]}::text[]) as c (channel)
    cross join unnest(${[...consentPurposes]}::text[]) as u (purpose)
    where ${hasOptedOutSql({ ...question, patient: sql`p.from_id` })}
      and not ${hasOptedOutSql({ ...question, patient: sql`p.to_id` })}
    order by 1, 2, 3`)
}
