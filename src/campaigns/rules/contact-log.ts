// The contacts of an enrolment or a visit stream, oldest first.
// - A contact is one step and one channel of it; it is planned once and settled by what became of it.
// - A later outcome replaces an earlier one, but nothing takes a contact out of the log.

import type { StepContact } from './sequence.ts'

/** The outbox keeps step and contact number as one key: invitation#1 is the second channel of the invitation. */
export function contactKey(stepKey: string, contactNumber: number): string {
  return `${stepKey}#${contactNumber}`
}

export function contactNumberOf(key: string): { readonly stepKey: string; readonly contactNumber: number } {
  const [stepKey = key, number = '0'] = key.split('#')
  return { stepKey, contactNumber: Number(number) }
}

export function settleContact(
  contacts: readonly StepContact[],
  settled: {
    readonly stepKey: string
    readonly contactNumber: number
    readonly outcome: StepContact['outcome']
  },
): readonly StepContact[] {
  return contacts.map((contact) =>
    contact.stepKey === settled.stepKey && contact.contactNumber === settled.contactNumber
      ? { ...contact, outcome: settled.outcome }
      : contact,
  )
}
