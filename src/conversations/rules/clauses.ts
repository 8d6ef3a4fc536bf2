// Negation and politeness around phrases. Invariants: a negation counts only inside its own clause ("no, stop" is
// not "do not stop"); politeness never carries a meaning of its own except thanks.

import type { Book } from './book.ts'
import { findPhrase, isOneOf, type Match, type Phrase } from './patterns.ts'
import type { Token } from './tokens.ts'

/** How many words without meaning may stand between a negation and what it denies. */
const reach = 3

/** Whether the match says what its phrase says: no negation before it in its clause ("I do not want to cancel"). */
export function isMeant(
  tokens: readonly Token[],
  match: Match,
  by: { readonly book: Book; readonly negators: ReadonlySet<string> },
): boolean {
  return holdsTogether(tokens, match, by.book.negators) && !isDenied(tokens, match, by)
}

function isDenied(
  tokens: readonly Token[],
  match: Match,
  by: { readonly book: Book; readonly negators: ReadonlySet<string> },
): boolean {
  const first = tokens[match.start]
  // A phrase that begins with its own negation (не пишите) is a denial, not denied.
  if (first !== undefined && isOneOf(first, by.negators)) return false
  for (let at = match.start; at > 0 && match.start - at < reach + 1; at -= 1) {
    if (tokens[at]?.breakBefore !== 'none') return false
    const before = tokens[at - 1]
    if (before === undefined) return false
    if (isOneOf(before, by.negators)) return true
    if (!isOneOf(before, by.book.vocabulary.fillers)) return false
  }
  return false
}

/** "Nie, przyjdę" is not "nie przyjdę": a negation that begins a phrase denies nothing behind a comma. */
export function holdsTogether(
  tokens: readonly Token[],
  match: Match,
  negators: ReadonlySet<string>,
): boolean {
  const first = tokens[match.start]
  if (first === undefined || !isOneOf(first, negators)) return true
  return match.end === match.start + 1 || tokens[match.start + 1]?.breakBefore === 'none'
}

/** The words left when every place of the phrases is taken out; the next word then begins a clause. */
export function without(tokens: readonly Token[], list: readonly Phrase[], book: Book): readonly Token[] {
  let rest = tokens
  for (;;) {
    const searched = rest
    const accepts = (found: Match): boolean => holdsTogether(searched, found, book.negators)
    const match = findPhrase(list, searched, { vocabulary: book.vocabulary, accepts })
    if (match === null || match.end === match.start) return rest
    const after = rest[match.end]
    const tail =
      after === undefined ? [] : [separated(after, rest[match.start]), ...rest.slice(match.end + 1)]
    rest = [...rest.slice(0, match.start), ...tail]
  }
}

function separated(token: Token, removed: Token | undefined): Token {
  const isSentence = token.breakBefore === 'sentence' || removed?.breakBefore === 'sentence'
  return { ...token, breakBefore: isSentence ? 'sentence' : 'clause' }
}

/** The sentences and comma clauses of a text. */
export function clausesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const clauses: Token[][] = []
  for (const token of tokens) {
    const current = clauses.at(-1)
    if (current === undefined || token.breakBefore !== 'none') clauses.push([token])
    else current.push(token)
  }
  return clauses
}
