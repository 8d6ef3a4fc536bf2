import type { MessageKey } from '../../../messages/keys.ts'
import { useText } from '../../../messages/use-text.ts'

// As they stand in brackets: one word each, so that a text reads like a sentence.
const words = {
  clinic: 'campaigns.valueClinic',
  link: 'campaigns.valueLink',
  phone: 'campaigns.valuePhone',
  day: 'campaigns.valueDay',
  time: 'campaigns.valueTime',
  address: 'campaigns.valueAddress',
  times: 'campaigns.valueTimes',
} as const satisfies Readonly<Record<string, MessageKey>>

const hints: Readonly<Record<keyof typeof words, MessageKey>> = {
  clinic: 'campaigns.hintClinic',
  link: 'campaigns.hintLink',
  phone: 'campaigns.hintPhone',
  day: 'campaigns.hintDay',
  time: 'campaigns.hintTime',
  address: 'campaigns.hintAddress',
  times: 'campaigns.hintTimes',
}

export interface ValueWords {
  /** The reader’s word for a value: `link` → „odnośnik”. */
  readonly word: (name: string) => string
  /** What stands there when the message is sent. */
  readonly hint: (name: string) => string
  /** A text as it is shown for editing: `{link}` → `{odnośnik}`. */
  readonly shown: (text: string) => string
  /** The same text as it is kept; names written in English are taken as well. */
  readonly kept: (text: string) => string
}

function isValue(name: string): name is keyof typeof words {
  return name in words
}

/** The values of a message in the reader's language. */
export function useValueWords(): ValueWords {
  const text = useText()
  const word = (name: string): string => (isValue(name) ? text(words[name]) : name)
  const known = Object.keys(words).map((name) => [name, word(name)] as const)
  return {
    word,
    hint: (name) => (isValue(name) ? text(hints[name]) : ''),
    shown: (kept) => shownText(kept, known),
    kept: (shown) => keptText(shown, known),
  }
}

type KnownWords = readonly (readonly [name: string, word: string])[]

export function shownText(kept: string, known: KnownWords): string {
  return kept.replace(/\{(\w+)\}/g, (found, name: string) => {
    const word = known.find(([one]) => one === name)?.[1]
    return word === undefined ? found : `{${word}}`
  })
}

export function keptText(shown: string, known: KnownWords): string {
  return shown.replace(/\{([^{}]*)\}/g, (found, inside: string) => {
    const written = inside.trim().normalize('NFC').toLowerCase()
    const name = known.find(([one, word]) => word === written || one === written)?.[0]
    return name === undefined ? found : `{${name}}`
  })
}
