import type { MessageKey } from './keys.ts'

/** The words for a stored value; undefined for one that this version of the console does not know. */
export function knownWord(
  words: Readonly<Record<string, MessageKey>>,
  value: string,
): MessageKey | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined
}
