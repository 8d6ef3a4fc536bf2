import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Wrong dates of birth after which a link opens no more (facts: links of patients). */
const mostTries = 5
const noBirthDate = '0000-00-00'

type Db = ModuleDb<'outreach'>

/**
 * Checks the date of birth behind a link. The try is counted before it is judged, so that parallel guesses count too;
 * the comparison takes the same time whatever differs. The caller learns yes or no and nothing else.
 */
export async function verifyBirthDate(
  db: Db,
  { tokenHash, birthDate }: { readonly tokenHash: string; readonly birthDate: Temporal.PlainDate },
): Promise<boolean> {
  const rows = await db.sql<{ patient_id: string }>(sql`
    update outreach.page_link
    set failed_tries = failed_tries + 1, opened_at = coalesce(opened_at, ${db.now})
    where clinic_id = ${db.clinicId} and token_hash = ${tokenHash} and revoked_at is null and expires_at > ${db.now}
      and failed_tries < ${mostTries}
    returning patient_id`)
  const patientId = rows[0]?.patient_id
  if (patientId !== undefined) await noteClick(db, tokenHash)
  const known = patientId === undefined ? null : await birthDateOf(db, patientId)
  const isRight = timingSafeEqual(paddedDate(known), paddedDate(birthDate)) && known !== null
  if (!isRight) return false
  await db.run(sql`
    update outreach.page_link set failed_tries = 0, verified_at = coalesce(verified_at, ${db.now})
    where clinic_id = ${db.clinicId} and token_hash = ${tokenHash}`)
  return true
}

/** A click is counted when somebody posts: scanners follow links but answer no question. */
async function noteClick(db: Db, tokenHash: string): Promise<void> {
  await db.run(sql`
    update outreach.message m set clicked_at = ${db.now}
    from outreach.page_link l
    where l.clinic_id = ${db.clinicId} and l.token_hash = ${tokenHash}
      and m.clinic_id = l.clinic_id and m.id = l.message_id and m.clicked_at is null`)
}

async function birthDateOf(db: Db, patientId: string): Promise<Temporal.PlainDate | null> {
  const patient = await db.read
    .selectFrom('patients.patient')
    .select('birth_date')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .executeTakeFirst()
  return patient?.birth_date ?? null
}

/** Ten characters always: the years that a form accepts have four digits. */
function paddedDate(date: Temporal.PlainDate | null): Buffer {
  return Buffer.from((date?.toString() ?? noBirthDate).slice(-10).padStart(10, '0'))
}
