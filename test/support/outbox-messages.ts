import type { NewMessage } from '../../src/outreach/queue-messages.ts'
import { type OutreachClinic, type TestPatient, tuesday } from './outreach-clinic.ts'

/** An invitation by SMS that may leave on that Tuesday and for two days after. */
export function invitation(
  clinic: OutreachClinic,
  patient: TestPatient,
  change: Partial<NewMessage> = {},
): NewMessage {
  return {
    origin: 'campaign:test',
    subjectKey: `enrolment:${patient.id}`,
    stepKey: 'invitation#0',
    contactNumber: 0,
    purpose: 'care_recall',
    kind: 'recall_invitation',
    isInvitation: true,
    isReply: false,
    patientId: patient.id,
    items: [{ patientId: patient.id, typeKey: null }],
    contactPointId: patient.contactPointId,
    channel: 'sms',
    accountId: clinic.accountId,
    language: 'pl',
    subject: null,
    body: 'Klinika: termin {{link}}',
    html: null,
    linkPurpose: 'book',
    linkMinutes: 60,
    prompt: null,
    appointmentId: null,
    ownWording: null,
    capPer30Days: 2,
    parts: 1,
    costMinor: 9,
    notBefore: tuesday,
    expiresAt: tuesday.add({ hours: 48 }),
    trace: [],
    ...change,
  }
}
