import { applyOutreachOutcomes } from '../campaigns/apply-outreach-outcomes.ts'
import { closeEnrolmentsOnBooking, closeEnrolmentsOnOptOut } from '../campaigns/close-enrolments.ts'
import type { OutreachSettled } from '../outreach/events.ts'
import type { PatientOptedOut } from '../patients/events.ts'
import { inTransaction, type Subscription } from '../platform/events/event-table.ts'
import type { AppointmentBooked } from '../scheduling/events.ts'

/** Event × subscriber × mode (law 2), in the order of delivery. A golden test prints it. */
export const eventTable: readonly Subscription[] = [
  inTransaction<AppointmentBooked>('appointment.booked', 'campaigns: close the enrolments of the patient', async (tx, event) =>
    closeEnrolmentsOnBooking(tx.as('campaigns'), event),
  ),
  inTransaction<OutreachSettled>('outreach.settled', 'campaigns: tell the sequence what became of its contact', async (tx, event) =>
    applyOutreachOutcomes(tx.as('campaigns'), event),
  ),
  inTransaction<PatientOptedOut>('patient.opted_out', 'campaigns: end the enrolments of the patients', async (tx, event) =>
    closeEnrolmentsOnOptOut(tx.as('campaigns'), event),
  ),
]
