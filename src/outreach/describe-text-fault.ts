import { messageValueNames } from './rules/message-template.ts'
import type { TextFault, TextFaultKind } from './rules/text-faults.ts'

interface Words {
  readonly what: (detail: string) => string
  readonly mend: (detail: string) => string
}

const words: Readonly<Record<TextFaultKind, Words>> = {
  empty: {
    what: () => 'has no words',
    mend: () => 'write some, or leave it out: the suggested text is sent then',
  },
  not_readable: {
    what: (parser) => parser,
    mend: () => 'curly brackets stand around the name of a value and nowhere else',
  },
  unknown_value: {
    what: (name) => `{${name}} is not a value a message has`,
    mend: () => `the values are ${messageValueNames.map((name) => `{${name}}`).join(', ')}`,
  },
  value_with_forms: {
    what: (name) => `{${name}} is a finished text and takes no plural, choice or format`,
    mend: (name) => `write {${name}} alone`,
  },
  value_needed: {
    what: (name) => `must contain {${name}}`,
    mend: (name) => `put {${name}} where the patient should read it`,
  },
  value_not_here: { what: (name) => `must not contain {${name}}`, mend: () => 'take it out' },
  clinic_lacks: {
    what: (name) => `names {${name}}, which is not on record for this clinic`,
    mend: () => 'take it out',
  },
  digit_unsaid: {
    what: (digit) => `does not say what ${digit} does`,
    mend: (digit) => `say what the answer ${digit} does: it will be understood`,
  },
  way_out_unsaid: {
    what: () => 'does not say how to end the messages',
    mend: () => 'say that the link or the number is also the way to opt out: no line for it is added here',
  },
  way_out_twice: {
    what: (found) => `says ${found} itself`,
    mend: () => 'leave it out: the line that ends the messages is added to every one',
  },
  address_typed: {
    what: (found) => `holds a web address ("${found}"), and an SMS with one is blocked here`,
    mend: () => 'take it out; between two sentences put a space after the full stop',
  },
  number_typed: {
    what: (found) => `holds a telephone number ("${found}"), and an SMS with one is blocked here`,
    mend: () => 'take it out',
  },
  advertises: {
    what: (found) => `speaks of a price or an offer ("${found}")`,
    mend: () => 'take it out: it makes the message an advertisement, which patients have not agreed to',
  },
  form_unknown: {
    what: () => 'is not a form this message has',
    mend: () => 'leave it out; packs/messages shows the forms of each message',
  },
  form_not_allowed: {
    what: () => 'is a form that no SMS of this country may take',
    mend: () => 'leave it out: it would never be sent',
  },
  message_unknown: {
    what: () => 'is sent by no step of this campaign',
    mend: () => 'use the key that a step names',
  },
}

/** What is wrong, in the words of a pack's author. */
export function whatIsWrong({ kind, detail }: TextFault): string {
  return words[kind].what(detail ?? '')
}

/** What is wrong and how to mend it. */
export function describeTextFault(fault: TextFault): string {
  return `${whatIsWrong(fault)}; ${words[fault.kind].mend(fault.detail ?? '')}`
}
