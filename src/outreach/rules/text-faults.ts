// What can be wrong with a text of a message. The packs and a clinic's own words are judged by the same rules.
// Invariants:
// - A fault names what is wrong and, in `detail`, what it was found at; who shows it finds the words.
// - What a form of an SMS promises it must hold: a link form its link, an answer form the digits it understands.
// - Where no line for it is added, the text itself says how the messages end.

import type { Language } from '../../platform/rules/language.ts'
import {
  type MessageValueName,
  messageValueNames,
  type Options,
  type SmsVariantName,
} from './message-template.ts'

export const textFaultKinds = [
  'empty',
  'not_readable',
  'unknown_value',
  'value_with_forms',
  'value_needed',
  'value_not_here',
  'clinic_lacks',
  'digit_unsaid',
  'way_out_unsaid',
  'way_out_twice',
  'address_typed',
  'number_typed',
  'advertises',
  'form_unknown',
  'form_not_allowed',
  'message_unknown',
] as const
export type TextFaultKind = (typeof textFaultKinds)[number]

export interface TextFault {
  readonly kind: TextFaultKind
  /** The value, digit or words it was found at. */
  readonly detail: string | null
}

/** A text with these cannot be put into words at all; with the others it can, but must not be sent. */
const unwritable: readonly TextFaultKind[] = ['not_readable', 'unknown_value', 'value_with_forms']

export function isUnwritable({ kind }: TextFault): boolean {
  return unwritable.includes(kind)
}

interface FormContents {
  readonly must: readonly MessageValueName[]
  readonly mustNot: readonly MessageValueName[]
}

/** What a form must and must not name; a Malaysian `reply` with a link would be blocked by the carriers. */
export const formContents: Readonly<Record<SmsVariantName, FormContents>> = {
  times: { must: ['times'], mustNot: ['link', 'phone'] },
  link: { must: ['link'], mustNot: ['phone', 'times'] },
  reply: { must: [], mustNot: ['link', 'phone', 'times'] },
  link_only: { must: ['link'], mustNot: ['phone', 'times'] },
  phone: { must: ['phone'], mustNot: ['link', 'times'] },
  plain: { must: [], mustNot: ['link', 'phone', 'times'] },
}

/** `values`: argument name → how ICU uses it. Values come finished, so each is named and nothing more. */
export function valueFaults(values: ReadonlyMap<string, string>): readonly TextFault[] {
  const known: readonly string[] = messageValueNames
  return [...values].flatMap(([name, use]): readonly TextFault[] => {
    if (!known.includes(name)) return [{ kind: 'unknown_value', detail: name }]
    return use === 'text' ? [] : [{ kind: 'value_with_forms', detail: name }]
  })
}

export function formFaults(form: SmsVariantName, values: readonly string[]): readonly TextFault[] {
  const { must, mustNot } = formContents[form]
  return [
    ...must.filter((name) => !values.includes(name)).map((name) => fault('value_needed', name)),
    ...mustNot.filter((name) => values.includes(name)).map((name) => fault('value_not_here', name)),
  ]
}

/** Every digit that would be understood is explained. */
export function digitFaults(words: string, options: Options): readonly TextFault[] {
  return Object.keys(options)
    .filter((digit) => !words.includes(digit))
    .map((digit) => fault('digit_unsaid', digit))
}

const wayOut: Readonly<Record<Language, RegExp>> = {
  en: /opt(ing)?[ -]out|unsubscribe/i,
  pl: /rezygn|wypisa/i,
  ru: /отпис|отказ/i,
  ms: /henti/i,
}

/**
 * Where answers are read, a line with STOP ends a message that needs a way out; elsewhere the link or the number is
 * the way, and the text says so itself.
 */
export function addsWayOut(form: SmsVariantName): boolean {
  return form === 'times' || form === 'link' || form === 'reply'
}

export function wayOutFaults(
  words: string,
  { form, optOut, language }: { form: SmsVariantName; optOut: boolean; language: Language },
): readonly TextFault[] {
  return optOut && !addsWayOut(form) && !wayOut[language].test(words) ? [fault('way_out_unsaid', null)] : []
}

function fault(kind: TextFaultKind, detail: string | null): TextFault {
  return { kind, detail }
}
