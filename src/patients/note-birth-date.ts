import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'
import { markForMatching } from './mark-for-matching.ts'

export type BirthDateFault = { readonly kind: 'no_such_patient' | 'has_one' | 'not_possible' }

/**
 * Staff know when a patient without a birth date was born; null takes back what they said. A date that the practice system
 * brings later takes its place.
 */
export async function noteBirthDate(
  db: ModuleDb<'patients'>,
  wish: {
    readonly patientId: string
    readonly birthDate: Temporal.PlainDate | null
    readonly actor: Actor
  },
): Promise<Result<true, BirthDateFault>> {
  const { patientId, birthDate, actor } = wish
  if (birthDate !== null && !isPossible(birthDate, db.now)) return fail({ kind: 'not_possible' })
  await lockPatients(db, [patientId])
  const patient = await db.read
    .selectFrom('patients.patient')
    .select(['birth_date', 'birth_date_noted_at'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .executeTakeFirst()
  if (patient === undefined) return fail({ kind: 'no_such_patient' })
  // Taken back is only what was said here.
  if (birthDate === null ? patient.birth_date_noted_at === null : patient.birth_date !== null)
    return fail({ kind: 'has_one' })
  await db.write
    .updateTable('patients.patient')
    .set({
      birth_date: birthDate,
      birth_date_noted_at: birthDate === null ? null : db.now,
      changed_at: db.now,
    })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .execute()
  await recordAudit(db.as('clinic'), {
    actor,
    action: birthDate === null ? 'patient_birth_date.taken_back' : 'patient_birth_date.noted',
    subjectKind: 'patient',
    subjectId: patientId,
  })
  await markForMatching(db, [patientId])
  await announceChanges(db, [patientId])
  return ok(true)
}

const oldest = { years: 125 }

function isPossible(day: Temporal.PlainDate, now: Temporal.Instant): boolean {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  return (
    Temporal.PlainDate.compare(day, today) <= 0 &&
    Temporal.PlainDate.compare(day, today.subtract(oldest)) >= 0
  )
}
