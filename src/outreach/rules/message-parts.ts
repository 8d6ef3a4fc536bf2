// A long SMS goes out as several submits, each with a reference of its own. Invariants:
// - Parts are submitted in order, each after the one before was accepted: news of the last part proves all of them.
// - News of an earlier part, or of a part nobody can name, proves that part alone: the message may be torn.
// - A message is accepted when all of its parts are accounted for, absent when none of them is there, torn between.

/** As large as user_message_reference is (SMPP 3.4 §5.3.2.17). */
export const referenceRange = 65_535

/** The reference of a part, counted on from the first and beginning again at 1. */
export function partReference(first: number, sequence: number): number {
  return ((first + sequence - 2) % referenceRange) + 1
}

/** Which part of a message a reference names; null: none of it. */
export function partOfReference(
  { reference: first, submissions }: { readonly reference: number; readonly submissions: number },
  reference: number | null,
): number | null {
  if (reference === null) return null
  const sequence = ((reference - first + referenceRange) % referenceRange) + 1
  return sequence <= submissions ? sequence : null
}

export interface PartNews {
  readonly submissions: number
  /** The part the news is about; null: it does not say. */
  readonly part: number | null
  /** Different provider ids known of the message, this one included. */
  readonly knownIds: number
  /** The submit itself was refused, after its time-out. */
  readonly isRefusal: boolean
}

/** What is known of the whole message: that all of it is out, some of it at least, some of it only, or nothing. */
export type PartsKnown = 'all' | 'some' | 'torn' | 'none'

export function judgePartNews({ submissions, part, knownIds, isRefusal }: PartNews): PartsKnown {
  if (isRefusal) return part === 1 || submissions === 1 ? 'none' : 'torn'
  return part === submissions || submissions === 1 || knownIds >= submissions ? 'all' : 'some'
}

/** What the provider said of each part when it was asked. */
export type PartAnswer = 'found' | 'absent' | 'silent'

export type PartsFound =
  | { readonly kind: 'all' | 'none' | 'unknown' }
  | { readonly kind: 'torn'; readonly found: number }

export function judgePartAnswers(answers: readonly PartAnswer[]): PartsFound {
  const found = answers.filter((answer) => answer === 'found').length
  const absent = answers.filter((answer) => answer === 'absent').length
  if (found === answers.length) return { kind: 'all' }
  if (found > 0 && absent > 0) return { kind: 'torn', found }
  return { kind: absent === answers.length ? 'none' : 'unknown' }
}
