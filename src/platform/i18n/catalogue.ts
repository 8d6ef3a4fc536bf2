import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../rules/language.ts'
import { localeOf } from './reading.ts'

/** The texts of one area in every language; the keys of all four are the same (`npm run check` sees to it). */
export type Catalogue<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>

export type MessageArguments = Readonly<Record<string, string | number>>

const compiled = new WeakMap<object, Map<string, IntlMessageFormat>>()

/** The text of a key in one language, its arguments put in; plural forms follow the language (CLDR). */
export function formatMessage<Key extends string>(
  { catalogue, language }: { readonly catalogue: Catalogue<Key>; readonly language: Language },
  key: Key,
  values: MessageArguments = {},
): string {
  const texts = catalogue[language]
  const known = compiled.get(texts) ?? new Map<string, IntlMessageFormat>()
  compiled.set(texts, known)
  const message = known.get(key) ?? new IntlMessageFormat(texts[key], localeOf({ language, country: '' }))
  known.set(key, message)
  return String(message.format({ ...values }))
}
