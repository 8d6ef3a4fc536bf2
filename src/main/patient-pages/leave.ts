import { noteReaction } from '../../campaigns/note-reaction.ts'
import { enrolmentIdOf } from '../../campaigns/rules/origins.ts'
import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import { type PageLink, revokePageLinks } from '../../outreach/page-link.ts'
import { noteInvalidContactPoint } from '../../patients/note-invalid-contact-point.ts'
import { recordConsent } from '../../patients/record-consent.ts'
import { withdrawAtContactPoint } from '../../patients/withdraw-at-contact-point.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'

/** Whoever holds the phone acts; that they are the patient is not known before the birth date. */
const visitor: Actor = { kind: 'system', name: 'visitor of a patient page' }

/**
 * The message reached somebody else: this patient is not written to there any more. Where nobody else has the address
 * it is marked as wrong for the front desk to mend; the patient's own wishes stay as they were.
 */
export async function leaveWrongPerson(tx: TenantTransaction, link: PageLink): Promise<void> {
  const { contactPointId, patientId } = link
  const owners = await tx.read
    .selectFrom('patients.patient_contact')
    .select('patient_id')
    .where('clinic_id', '=', tx.clinicId)
    .where('contact_point_id', '=', contactPointId)
    .where('ended_at', 'is', null)
    .execute()
  const isShared = owners.some((owner) => owner.patient_id !== patientId)
  if (isShared) {
    await recordConsent(
      tx.as('patients'),
      [{ contactPointId, patientId, channel: 'any', purpose: 'all', state: 'withdrawn' }],
      { method: 'page', evidence: 'This message is not for me', actor: visitor },
    )
  } else {
    await noteInvalidContactPoint(tx.as('patients'), contactPointId, 'wrong_person')
  }
  await recordAudit(tx.as('clinic'), {
    actor: visitor,
    action: 'contact_point.wrong_person',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { contactPointId, isShared },
  })
  await revokePageLinks(tx.as('outreach'), { patientId, contactPointId })
}

/** Not now: the sequence waits and does not press. */
export async function postpone(tx: TenantTransaction, link: PageLink): Promise<void> {
  await noteReaction(tx.as('campaigns'), {
    enrolmentId: enrolmentIdOf(link.subjectKey),
    patientId: link.patientId,
    kind: 'postponed',
  })
}

/** No more messages to this address by this channel, whatever they are about. Doing it twice is doing it once. */
export async function unsubscribe(tx: TenantTransaction, link: PageLink, evidence: string): Promise<void> {
  await withdrawAtContactPoint(
    tx.as('patients'),
    { contactPointId: link.contactPointId, channel: link.channel, purpose: 'all' },
    { method: 'link', evidence, actor: visitor },
  )
}
