// Invariants:
// - A text with a link, a phone number or a reply is chosen only where that is allowed and works.
// - The way that asks least of the patient comes first: a digit for an offered time, then a link, then digits.
// - Where nothing fits there is no SMS; a text that promises what cannot happen is never sent.

import type { MessageTemplate, SmsCapabilities, SmsVariant, SmsVariantName } from './message-template.ts'
import { smsVariantNames } from './message-template.ts'

export interface ChosenVariant {
  readonly name: SmsVariantName
  readonly variant: SmsVariant
}

export function chooseVariant(
  template: MessageTemplate,
  capabilities: SmsCapabilities,
  hasTimes: boolean,
): ChosenVariant | null {
  for (const name of smsVariantNames) {
    const variant = template.sms[name]
    if (variant !== undefined && isPossible(name, capabilities, hasTimes)) return { name, variant }
  }
  return null
}

function isPossible(name: SmsVariantName, capabilities: SmsCapabilities, hasTimes: boolean): boolean {
  switch (name) {
    case 'times':
      return hasTimes && capabilities.inbound
    case 'link':
      return capabilities.links && capabilities.inbound
    case 'reply':
      return capabilities.inbound
    case 'link_only':
      return capabilities.links
    case 'phone':
      return capabilities.phoneNumbers
    case 'plain':
      return true
  }
}
