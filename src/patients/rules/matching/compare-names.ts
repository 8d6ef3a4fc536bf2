// How alike two names are, word by word.
// - The order of words does not matter, and neither does which side comes first.
// - Two names that both occur often are two names, not a slip: Maria and Marta, Jan and Jana. A slip makes a rare word.
// - A second name that differs outright is another name: Nur Aisyah and Nur Alia, Иван Петрович and Иван Иванович.

import { areVariants } from './given-name-variants.ts'
import { soundOf } from './name-words.ts'
import { isOneSlipApart, nameLikeness } from './text-distance.ts'

export const nameLevels = [
  'same',
  'part',
  'variant',
  'sounds',
  'slip',
  'close',
  'initial',
  'differs',
  'missing',
] as const

export type NameLevel = (typeof nameLevels)[number]

/** What share of the clinic's records has this word in the name; undefined: too few to tell. */
export type Commonness = (word: string) => number | undefined

export interface NameEvidence {
  readonly level: NameLevel
  /** The rarest word that both have; undefined: none, or none that is known to be common. */
  readonly share: number | undefined
}

/** Above this likeness two words may be one with more than one slip (Winkler; the step that Splink takes too). */
const closeLikeness = 0.88

export function compareNames(
  one: readonly string[],
  other: readonly string[],
  commonness: Commonness,
): NameEvidence {
  if (one.length === 0 || other.length === 0) return { level: 'missing', share: undefined }
  const byWords = compareWords(one, other, commonness)
  if (byWords.level === 'same' || (one.length === 1 && other.length === 1)) return byWords
  // A space that was lost or typed too much.
  const whole = wordLevel(one.join(''), other.join(''), commonness)
  const isBetter = whole === 'same' || (byWords.level === 'differs' && whole === 'slip')
  return isBetter ? { level: whole === 'same' ? 'same' : 'slip', share: undefined } : byWords
}

function compareWords(
  one: readonly string[],
  other: readonly string[],
  commonness: Commonness,
): NameEvidence {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const left = [...long]
  let worst: NameLevel = 'same'
  let share: number | undefined
  for (const word of short) {
    const { level, at } = closest(word, left, commonness)
    left.splice(at, 1)
    if (rank(level) > rank(worst)) worst = level
    const often = level === 'same' ? commonness(word) : undefined
    if (often !== undefined && (share === undefined || often < share)) share = often
    else if (level === 'same' && often === undefined) share = 0
  }
  const level = worst === 'same' && short.length < long.length ? 'part' : worst
  return { level, share: share === 0 ? undefined : share }
}

function closest(
  word: string,
  words: readonly string[],
  commonness: Commonness,
): { readonly level: NameLevel; readonly at: number } {
  let best: { level: NameLevel; at: number } = { level: 'differs', at: 0 }
  for (const [at, candidate] of words.entries()) {
    const level = wordLevel(word, candidate, commonness)
    if (rank(level) < rank(best.level)) best = { level, at }
    if (level === 'same') break
  }
  return best
}

function wordLevel(one: string, other: string, commonness: Commonness): NameLevel {
  if (one === other) return 'same'
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? 'initial' : 'differs'
  if (areVariants(one, other)) return 'variant'
  if (soundOf(one) === soundOf(other)) return 'sounds'
  if (commonness(one) !== undefined && commonness(other) !== undefined) return 'differs'
  if (isOneSlipApart(one, other)) return Math.min(one.length, other.length) >= 3 ? 'slip' : 'close'
  return nameLikeness(one, other) >= closeLikeness ? 'close' : 'differs'
}

function rank(level: NameLevel): number {
  return nameLevels.indexOf(level)
}
