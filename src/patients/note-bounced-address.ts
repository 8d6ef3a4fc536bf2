import { recordAudit } from '../clinic/record-audit.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { noteInvalidContactPoint } from './note-invalid-contact-point.ts'
import { reachedAt } from './store/reached-at.ts'

/** A carrier or mail server refused an address for good: said once, on the record of everybody reached there. */
export async function noteBouncedAddress(
  db: ModuleDb<'patients'>,
  { contactPointId, reason }: { readonly contactPointId: string; readonly reason: string },
): Promise<void> {
  const known = await db.read
    .selectFrom('patients.contact_point')
    .select('validity')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', contactPointId)
    .executeTakeFirst()
  if (known === undefined || known.validity === 'invalid') return
  await noteInvalidContactPoint(db, contactPointId, reason)
  for (const patientId of await reachedAt(db, contactPointId))
    await recordAudit(db.as('clinic'), {
      actor: { kind: 'system', name: 'channel' },
      action: 'contact_point.bounced',
      subjectKind: 'patient',
      subjectId: patientId,
      detail: { contactPointId, reason },
    })
}
