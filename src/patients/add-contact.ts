import { sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { announceChanges } from './announce-changes.ts'
import { emailValue, phoneValue } from './contact-values.ts'
import { ensureContactPoint } from './ensure-contact-point.ts'
import { lockPatients } from './lock-patients.ts'
import { livingRecord } from './store/living-record.ts'

export type ContactFault = {
  readonly kind: 'no_such_patient' | 'not_an_address' | 'known_to_be_wrong' | 'there_already'
}

/**
 * Staff learned where a patient is reached: a phone number or an e-mail address, asked after those on record. It opens
 * nothing by itself: consent is asked of it as of any other. Source `kembali`: no import ends it.
 */
export async function addContact(
  db: ModuleDb<'patients'>,
  wish: { readonly patientId: string; readonly address: string; readonly actor: Actor },
): Promise<Result<{ readonly contactPointId: string }, ContactFault>> {
  const { country } = await readClinic(db.as('clinic'))
  const address = addressOf(wish.address, country)
  if (address === null) return fail({ kind: 'not_an_address' })
  const patientId = await livingRecord(db, wish.patientId)
  if (patientId === null) return fail({ kind: 'no_such_patient' })
  await lockPatients(db, [patientId])
  const contactPointId = await ensureContactPoint(db, address)
  const [point] = await db.sql<{ isWrong: boolean; isThere: boolean }>(sql`
    select c.validity = 'invalid' as "isWrong", exists (select from patients.patient_contact o
        where o.clinic_id = c.clinic_id and o.patient_id = ${patientId} and o.contact_point_id = c.id
          and o.ended_at is null) as "isThere"
    from patients.contact_point c where c.clinic_id = ${db.clinicId} and c.id = ${contactPointId}`)
  if (point?.isWrong === true) return fail({ kind: 'known_to_be_wrong' })
  if (point?.isThere === true) return fail({ kind: 'there_already' })
  await db.run(sql`
    insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use, rank, source)
    select ${db.clinicId}::uuid, ${patientId}::uuid, ${contactPointId}::uuid, ${address.use},
      least(99, coalesce(max(o.rank), 0) + 1), 'kembali'
    from patients.patient_contact o
    where o.clinic_id = ${db.clinicId} and o.patient_id = ${patientId} and o.ended_at is null
    on conflict (clinic_id, patient_id, contact_point_id) do update
      set use = excluded.use, rank = excluded.rank, source = excluded.source, ended_at = null`)
  await recordAudit(db.as('clinic'), {
    actor: wish.actor,
    action: 'patient_contact.added',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { contactPointId },
  })
  await announceChanges(db, [patientId])
  return ok({ contactPointId })
}

function addressOf(text: string, country: string) {
  if (text.includes('@')) {
    const email = emailValue(text)
    return email.ok ? ({ kind: 'email', value: email.value, use: 'unknown' } as const) : null
  }
  const phone = phoneValue(text, country)
  if (!phone.ok) return null
  return {
    kind: 'phone',
    value: phone.value.value,
    use: phone.value.mayBeMobile ? 'mobile' : 'unknown',
  } as const
}
