// One language's phrases for understanding patients. Invariants: phrases are folded (no Polish diacritics, no ё);
// what means one thing in one language and another in the next stands only in its own book (tak: pl yes, ms no).
// Source of the families: facts on languages §6 and §8, model-written, no native reader yet.

import type { Language } from '../../platform/rules/language.ts'
import type { Phrase, Vocabulary } from './patterns.ts'

/** In the order they are asked: what a person must see first, then what destroys least. */
export const phraseIntents = [
  'urgent',
  'deceased',
  'wrong_number',
  'complaint',
  'reschedule',
  'cancel',
  'running_late',
  'insurance',
  'cost',
  'fear',
  'no_need',
  'later',
  'time',
  'question',
  'decline',
] as const

export type PhraseIntent = (typeof phraseIntents)[number]

export interface IntentPhrases {
  /** The whole text, politeness aside. */
  readonly whole: readonly Phrase[]
  /** Anywhere, unless a negation stands right before. */
  readonly part: readonly Phrase[]
}

export interface Book {
  readonly language: Language
  readonly vocabulary: Vocabulary
  /** Greetings, thanks, please: taken out before a whole text is compared. */
  readonly politeness: readonly Phrase[]
  /** Of these, the ones that thank. */
  readonly thanks: readonly Phrase[]
  readonly negators: ReadonlySet<string>
  /** Words that deny a thing rather than an act: no bleeding. */
  readonly absence: ReadonlySet<string>
  /** Look like something else and mean nothing to us: my phone died. */
  readonly harmless: readonly Phrase[]
  /** A visit or the reminders stay: don't cancel. */
  readonly keep: readonly Phrase[]
  /** A yes in other words, anywhere: can't wait. */
  readonly yesInOtherWords: readonly Phrase[]
  /** A text made of these alone is a yes. */
  readonly yes: readonly Phrase[]
  /** Of these, the ones that promise less than they say: insyaAllah. */
  readonly softYes: readonly Phrase[]
  /** Words that may stand beside a yes without changing it. */
  readonly besideYes: ReadonlySet<string>
  readonly intents: Readonly<Record<PhraseIntent, IntentPhrases>>
}

export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
