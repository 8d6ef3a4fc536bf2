import { expect, it } from 'vitest'
import { eventTable } from '../../src/main/events.ts'

it('delivers events to these subscribers, in this order', () => {
  expect(
    eventTable.map(({ event, subscriber, mode }) => `${event} | ${mode} | ${subscriber}`),
  ).toMatchInlineSnapshot(`
    [
      "patients.changed | in-transaction | recall: mark the patients for recomputing",
      "appointment.fulfilled | in-transaction | recall: mark the patient for recomputing",
      "appointment.missed | in-transaction | recall: mark the patient for recomputing",
      "appointment.booked | in-transaction | campaigns: close the enrolments of the patient",
      "appointment.booked | in-transaction | campaigns: look at the messages about the visit again",
      "appointment.cancelled | in-transaction | campaigns: look at the messages about the visit again",
      "appointment.confirmed | in-transaction | campaigns: look at the messages about the visit again",
      "appointment.fulfilled | in-transaction | campaigns: look at the messages about the visit again",
      "appointment.missed | in-transaction | campaigns: look at the messages about the visit again",
      "appointment.booked | in-transaction | integrations: ask the practice system for it",
      "appointment.cancelled | in-transaction | integrations: cancel it in the practice system",
      "outreach.settled | in-transaction | campaigns: tell the sequence what became of its contact",
      "patient.opted_out | in-transaction | campaigns: end the enrolments of the patients",
    ]
  `)
})
