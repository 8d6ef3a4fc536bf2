import { applyOutreachOutcomes } from '../campaigns/apply-outreach-outcomes.ts'
import { closeEnrolmentsOnBooking, closeEnrolmentsOnOptOut } from '../campaigns/close-enrolments.ts'
import { followVisit } from '../campaigns/follow-visits.ts'
import {
  requestCancelWriteBack,
  requestWriteBack,
} from '../integrations/practice-system/request-write-back.ts'
import type { OutreachSettled } from '../outreach/events.ts'
import type { PatientOptedOut, PatientsChanged } from '../patients/events.ts'
import { inTransaction, type Subscription } from '../platform/events/event-table.ts'
import { markPatientsDirty } from '../recall/mark-patients-dirty.ts'
import type {
  AppointmentBooked,
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentFulfilled,
  AppointmentMissed,
} from '../scheduling/events.ts'

type AppointmentEvent =
  | AppointmentBooked
  | AppointmentCancelled
  | AppointmentConfirmed
  | AppointmentFulfilled
  | AppointmentMissed

const appointmentEvents = [
  'appointment.booked',
  'appointment.cancelled',
  'appointment.confirmed',
  'appointment.fulfilled',
  'appointment.missed',
] as const satisfies readonly AppointmentEvent['type'][]

/** Event × subscriber × mode (law 2), in the order of delivery. A golden test prints it. */
export const eventTable: readonly Subscription[] = [
  inTransaction<PatientsChanged>(
    'patients.changed',
    'recall: mark the patients for recomputing',
    async (tx, event) => markPatientsDirty(tx.as('recall'), event.patientIds),
  ),
  inTransaction<AppointmentFulfilled>(
    'appointment.fulfilled',
    'recall: mark the patient for recomputing',
    async (tx, event) => markPatientsDirty(tx.as('recall'), [event.patientId]),
  ),
  inTransaction<AppointmentMissed>(
    'appointment.missed',
    'recall: mark the patient for recomputing',
    async (tx, event) => markPatientsDirty(tx.as('recall'), [event.patientId]),
  ),
  inTransaction<AppointmentBooked>(
    'appointment.booked',
    'campaigns: close the enrolments of the patient',
    async (tx, event) => closeEnrolmentsOnBooking(tx.as('campaigns'), event),
  ),
  ...appointmentEvents.map((type) =>
    inTransaction<AppointmentEvent>(
      type,
      'campaigns: look at the messages about the visit again',
      async (tx, event) => followVisit(tx.as('campaigns'), event),
    ),
  ),
  inTransaction<AppointmentBooked>(
    'appointment.booked',
    'integrations: ask the practice system for it',
    async (tx, event) => requestWriteBack(tx.as('integrations'), event),
  ),
  inTransaction<AppointmentCancelled>(
    'appointment.cancelled',
    'integrations: cancel it in the practice system',
    async (tx, event) => requestCancelWriteBack(tx.as('integrations'), event),
  ),
  inTransaction<OutreachSettled>(
    'outreach.settled',
    'campaigns: tell the sequence what became of its contact',
    async (tx, event) => applyOutreachOutcomes(tx.as('campaigns'), event),
  ),
  inTransaction<PatientOptedOut>(
    'patient.opted_out',
    'campaigns: end the enrolments of the patients',
    async (tx, event) => closeEnrolmentsOnOptOut(tx.as('campaigns'), event),
  ),
]
