// Phrases as data, and how they are found in a text. Invariants: whole words only (the stem of a word when the
// phrase says so); a phrase never reaches across the end of a sentence; matching is linear in the text.
//
// How a phrase is written: words divided by spaces; a|b either word; word* the beginning of a word; word~ one typing
// error forgiven; word? may be missing; . up to three words that carry no meaning; _ up to two words of any kind;
// <num> a number, <time> a number with or without its unit, <day>, <month>, <name>.

import { isWithinOneEdit } from './edit-distance.ts'
import { translitKey } from './fold.ts'
import type { Token } from './tokens.ts'

export type WordClass = 'num' | 'time' | 'day' | 'month' | 'name'

/** What a language brings to the matching of its phrases. */
export interface Vocabulary {
  /** Words that carry no meaning between two that do. */
  readonly fillers: ReadonlySet<string>
  readonly days: ReadonlySet<string>
  readonly months: ReadonlySet<string>
  readonly names: ReadonlySet<string>
}

type Alternative =
  | { readonly kind: 'word' | 'stem' | 'typo'; readonly text: string; readonly translit: string | null }
  | { readonly kind: 'class'; readonly name: WordClass }

type Element =
  | { readonly kind: 'one'; readonly alternatives: readonly Alternative[]; readonly isOptional: boolean }
  | { readonly kind: 'gap'; readonly most: number; readonly fillersOnly: boolean }

export interface Phrase {
  readonly source: string
  readonly elements: readonly Element[]
}

export interface Match {
  readonly phrase: Phrase
  /** Index of the first word. */
  readonly start: number
  /** Index after the last word. */
  readonly end: number
}

export function phrases(...sources: readonly string[]): readonly Phrase[] {
  return sources.map(phrase)
}

function phrase(source: string): Phrase {
  return { source, elements: source.split(' ').map(element) }
}

function element(source: string): Element {
  if (source === '.') return { kind: 'gap', most: 3, fillersOnly: true }
  if (source === '_') return { kind: 'gap', most: 2, fillersOnly: false }
  const isOptional = source.endsWith('?')
  const words = isOptional ? source.slice(0, -1) : source
  return { kind: 'one', alternatives: words.split('|').map(alternative), isOptional }
}

const wordClasses: readonly WordClass[] = ['num', 'time', 'day', 'month', 'name']

function alternative(source: string): Alternative {
  const named = wordClasses.find((name) => source === `<${name}>`)
  if (named !== undefined) return { kind: 'class', name: named }
  const kind = source.endsWith('*') ? 'stem' : source.endsWith('~') ? 'typo' : 'word'
  const text = kind === 'word' ? source : source.slice(0, -1)
  return { kind, text, translit: /\p{Script=Cyrillic}/u.test(text) ? translitKey(text) : null }
}

/** The first place where one of the phrases stands, in the order of the phrases. */
export function findPhrase(
  list: readonly Phrase[],
  tokens: readonly Token[],
  place: { readonly vocabulary: Vocabulary; readonly accepts?: (match: Match) => boolean },
): Match | null {
  for (const candidate of list) {
    for (let start = 0; start < tokens.length; start += 1) {
      const end = matchFrom({ phrase: candidate, tokens, vocabulary: place.vocabulary }, start, 0)
      if (end === null) continue
      const match = { phrase: candidate, start, end }
      if (place.accepts === undefined || place.accepts(match)) return match
    }
  }
  return null
}

/** The phrase that is the whole of `tokens`, or null. */
export function wholePhrase(
  list: readonly Phrase[],
  tokens: readonly Token[],
  vocabulary: Vocabulary,
): Phrase | null {
  if (tokens.length === 0 || tokens.length > 12) return null
  const isWhole = (candidate: Phrase): boolean =>
    matchFrom({ phrase: candidate, tokens, vocabulary, mustEnd: true }, 0, 0) === tokens.length
  return list.find(isWhole) ?? null
}

interface Attempt {
  readonly phrase: Phrase
  readonly tokens: readonly Token[]
  readonly vocabulary: Vocabulary
  readonly mustEnd?: boolean
}

/** The end of the match that starts with element `at` at word `position`; null when there is none. */
function matchFrom(attempt: Attempt, position: number, at: number): number | null {
  const current = attempt.phrase.elements[at]
  if (current === undefined)
    return attempt.mustEnd === true && position < attempt.tokens.length ? null : position
  if (current.kind === 'gap') return matchGap(attempt, { position, at, gap: current })
  const token = attempt.tokens[position]
  const mayContinue = token !== undefined && (at === 0 || token.breakBefore !== 'sentence')
  if (mayContinue && current.alternatives.some((one) => fits(one, token, attempt.vocabulary))) {
    const end = matchFrom(attempt, position + 1, at + 1)
    if (end !== null) return end
  }
  return current.isOptional ? matchFrom(attempt, position, at + 1) : null
}

function matchGap(
  attempt: Attempt,
  place: { position: number; at: number; gap: Extract<Element, { kind: 'gap' }> },
): number | null {
  for (let skipped = 0; skipped <= place.gap.most; skipped += 1) {
    const end = matchFrom(attempt, place.position + skipped, place.at + 1)
    if (end !== null) return end
    const token = attempt.tokens[place.position + skipped]
    if (token === undefined || token.breakBefore === 'sentence') return null
    if (place.gap.fillersOnly && !isOneOf(token, attempt.vocabulary.fillers)) return null
  }
  return null
}

export function isOneOf(token: Token, words: ReadonlySet<string>): boolean {
  return token.forms.some((form) => words.has(form))
}

function fits(one: Alternative, token: Token, vocabulary: Vocabulary): boolean {
  if (one.kind === 'class') return isOfClass(one.name, token, vocabulary)
  if (token.forms.some((form) => spells(one.kind, one.text, form))) return true
  return one.translit !== null && token.translit !== null && spells(one.kind, one.translit, token.translit)
}

function spells(kind: 'word' | 'stem' | 'typo', wanted: string, typed: string): boolean {
  switch (kind) {
    case 'word':
      return typed === wanted
    case 'stem':
      return typed.startsWith(wanted)
    case 'typo':
      return typed === wanted || (typed.length >= 5 && isWithinOneEdit(typed, wanted))
  }
}

function isOfClass(name: WordClass, token: Token, vocabulary: Vocabulary): boolean {
  const plain = token.forms[0] ?? ''
  switch (name) {
    case 'num':
      return /^\d+$/.test(plain)
    case 'time':
      return /^\d+\p{L}{0,6}$/u.test(plain)
    case 'day':
      return isOneOf(token, vocabulary.days)
    case 'month':
      return isOneOf(token, vocabulary.months)
    case 'name':
      return isOneOf(token, vocabulary.names)
  }
}
