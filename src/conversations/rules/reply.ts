// What a patient's answer means, by phrases alone. Invariants: opt-out is decided before (opt-out.ts); a digit counts
// only alone and only where the open prompt offers it; urgent beats everything; the patient's language is read first;
// what is not understood is unknown, never guessed. Nothing here acts: resolve-reply says what may follow.
// Source: facts on languages §6.

import { languages as allLanguages, type Language } from '../../platform/rules/language.ts'
import { type Book, type PhraseIntent, phraseIntents } from './book.ts'
import { asReadBy, books } from './books.ts'
import { holdsTogether, isMeant, without } from './clauses.ts'
import { fold, otherKeyboardReadings, tidy } from './fold.ts'
import { findPhrase, isOneOf, type Phrase, type Vocabulary, wholePhrase } from './patterns.ts'
import { type Token, tokenise } from './tokens.ts'

export type ReplyIntent = PhraseIntent | 'choice' | 'yes' | 'keep' | 'thanks' | 'unknown'

export interface Reply {
  readonly intent: ReplyIntent
  /** The language it was understood in; null for digits and what was not understood. */
  readonly language: Language | null
  /** exact: the whole text; phrase: a part of it, or a soft word. */
  readonly confidence: 'exact' | 'phrase'
  /** Which phrase or rule hit, for the thread and for corrections. */
  readonly rule: string
  /** Of a choice. */
  readonly digit?: string
}

export interface ReplyContext {
  /** The patient's language first, then the clinic's. */
  readonly languages: readonly Language[]
  /** The digits of the last open prompt; null when none is open. */
  readonly offeredDigits: readonly string[] | null
  /** First names of the patients behind the address, so that "not Anna" is understood. */
  readonly recipientNames?: readonly string[]
}

export function understandReply(text: string, context: ReplyContext): Reply {
  const alone = digitAlone(text)
  if (alone !== null) return choice(alone, context.offeredDigits)
  const understood = inWords(text, context)
  if (understood.intent !== 'unknown' || !context.languages.includes('ru')) return understood
  const retyped = otherKeyboardReadings(text).map((reading) =>
    inWords(reading, { ...context, languages: ['ru'] }),
  )
  const found = retyped.find((reply) => reply.confidence === 'exact' && reply.language === 'ru')
  return found === undefined ? understood : { ...found, rule: `other keyboard: ${found.rule}` }
}

const unknown: Reply = { intent: 'unknown', language: null, confidence: 'phrase', rule: 'nothing matched' }

/** The digits of a text that has nothing else but marks; a question mark asks, it does not choose. */
function digitAlone(text: string): string | null {
  const bare = tidy(text).replace(/[\s\p{Z}\p{C}.,:;!()[\]{}#*"'„”“«»‘’\-–—_/\\]/gu, '')
  const isOneNumber = /^[^\d]*\d+[^\d]*$/u.test(tidy(text))
  return isOneNumber && /^\d{1,2}$/.test(bare) ? bare : null
}

function choice(digit: string, offered: readonly string[] | null): Reply {
  if (offered === null) return { ...unknown, rule: 'digit without an open prompt' }
  if (!offered.includes(digit)) return { ...unknown, rule: 'digit not offered' }
  return { intent: 'choice', language: null, confidence: 'exact', rule: 'digit alone', digit }
}

interface Asked {
  readonly tokens: readonly Token[]
  readonly isQuestion: boolean
  readonly names: ReadonlySet<string>
}

interface Found extends Reply {
  readonly language: Language
  /** How many words of the text it explains: the language that explains most was meant. */
  readonly weight: number
}

function inWords(text: string, context: ReplyContext): Reply {
  const asked: Asked = {
    tokens: tokenise(text, { readsRussian: context.languages.includes('ru') }),
    isQuestion: /[?？]/.test(text),
    names: new Set((context.recipientNames ?? []).map(fold)),
  }
  const spoken = context.languages.flatMap((language) => inLanguage(books[language], asked) ?? [])
  const others = allLanguages.filter((language) => !context.languages.includes(language))
  const foreign = others.flatMap((language) => inLanguage(books[language], asked) ?? [])
  const urgent = [...spoken, ...foreign].find((found) => found.intent === 'urgent')
  if (urgent !== undefined) return reply(urgent)
  const best = heaviest(spoken)
  const visitor = isLongEnough(asked.tokens) ? agreed(foreign) : null
  if (best !== null && (visitor === null || visitor.weight <= best.weight + 1)) return reply(best)
  if (visitor !== null) return reply(visitor)
  if (asked.isQuestion)
    return { intent: 'question', language: null, confidence: 'phrase', rule: 'question mark' }
  return unknown
}

function reply({ intent, language, confidence, rule }: Found): Reply {
  return { intent, language, confidence, rule }
}

/** The first of those that explain most. */
function heaviest(found: readonly Found[]): Found | null {
  return found.reduce<Found | null>(
    (best, one) => (best === null || one.weight > best.weight ? one : best),
    null,
  )
}

/** Languages nobody here is known to speak must agree, or one must explain more than the others. */
function agreed(found: readonly Found[]): Found | null {
  const best = heaviest(found)
  if (best === null) return null
  const rivals = found.filter((one) => one.weight === best.weight && one.intent !== best.intent)
  return rivals.length === 0 ? best : null
}

/** Two or three letters mean too many things (tak, no, ya, da) outside the languages of the address. */
function isLongEnough(tokens: readonly Token[]): boolean {
  return tokens.reduce((sum, token) => sum + token.raw.length, 0) >= 4
}

function inLanguage(book: Book, asked: Asked): Found | null {
  const vocabulary: Vocabulary = {
    ...book.vocabulary,
    names: new Set([...book.vocabulary.names, ...asked.names]),
  }
  const tokens = without(asReadBy(book, asked.tokens), book.harmless, book)
  const text: Text = {
    book,
    vocabulary,
    tokens,
    polite: without(tokens, book.politeness, book),
    isQuestion: asked.isQuestion,
  }
  const rest = without(tokens, [...book.keep, ...book.yesInOtherWords], book)
  const others: Text = { ...text, tokens: rest, polite: without(rest, book.politeness, book) }
  return (
    phraseIn(text, ['urgent', 'deceased']) ??
    phraseIn(others, phraseIntents) ??
    stays(text) ??
    agreement(text) ??
    thanked(text)
  )
}

interface Text {
  readonly book: Book
  readonly vocabulary: Vocabulary
  readonly tokens: readonly Token[]
  /** The same without politeness. */
  readonly polite: readonly Token[]
  readonly isQuestion: boolean
}

function phraseIn(text: Text, intents: readonly PhraseIntent[]): Found | null {
  for (const intent of intents) {
    // "Friday, ok?" asks; a plain no in a question answers nothing either.
    if (intent === 'decline' && text.isQuestion) continue
    const list = text.book.intents[intent]
    const exact =
      wholePhrase(list.whole, text.tokens, text.vocabulary) ??
      wholePhrase(list.whole, text.polite, text.vocabulary)
    if (exact !== null)
      return found(text, { intent, confidence: 'exact', phrase: exact, weight: text.tokens.length })
    const negators = new Set([
      ...text.book.negators,
      ...(intent === 'urgent' || intent === 'deceased' ? text.book.absence : []),
    ])
    for (const tokens of [text.tokens, text.polite]) {
      const match = findPhrase(list.part, tokens, {
        vocabulary: text.vocabulary,
        accepts: (one) => isMeant(tokens, one, { book: text.book, negators }),
      })
      if (match === null) continue
      const weight = match.end - match.start
      const confidence = weight === text.polite.length ? 'exact' : 'phrase'
      return found(text, { intent, confidence, phrase: match.phrase, weight })
    }
  }
  return null
}

function stays(text: Text): Found | null {
  for (const [intent, list] of [
    ['keep', text.book.keep],
    ['yes', text.book.yesInOtherWords],
  ] as const) {
    if (text.isQuestion && intent === 'yes') continue
    const match = findPhrase(list, text.tokens, {
      vocabulary: text.vocabulary,
      accepts: (one) => holdsTogether(text.tokens, one, text.book.negators),
    })
    if (match === null) continue
    return found(text, {
      intent,
      confidence: 'phrase',
      phrase: match.phrase,
      weight: match.end - match.start,
    })
  }
  return null
}

/** A yes only when the whole text is one: "yes, but Friday" is not. */
function agreement(text: Text): Found | null {
  if (text.isQuestion) return null
  const soft = findPhrase(text.book.softYes, text.polite, { vocabulary: text.vocabulary })
  const list = [...text.book.softYes, ...text.book.yes]
  const first = tiledBy(list, text)
  if (first === null) return null
  const confidence = soft === null ? 'exact' : 'phrase'
  return found(text, { intent: 'yes', confidence, phrase: soft?.phrase ?? first, weight: text.tokens.length })
}

function tiledBy(list: readonly Phrase[], text: Text): Phrase | null {
  let rest: readonly Token[] = text.polite
  let first: Phrase | null = null
  while (rest.length > 0) {
    const match = findPhrase(list, rest.slice(0, 8), {
      vocabulary: text.vocabulary,
      accepts: (one) => one.start === 0,
    })
    const token = rest[0]
    if (match !== null && match.end > 0) {
      first ??= match.phrase
      rest = rest.slice(match.end)
    } else if (token !== undefined && isOneOf(token, text.book.besideYes)) rest = rest.slice(1)
    else return null
  }
  return first
}

function thanked(text: Text): Found | null {
  if (text.polite.length > 0) return null
  const match = findPhrase(text.book.thanks, text.tokens, { vocabulary: text.vocabulary })
  if (match === null) return null
  return found(text, {
    intent: 'thanks',
    confidence: 'exact',
    phrase: match.phrase,
    weight: text.tokens.length,
  })
}

function found(
  text: Text,
  what: { intent: ReplyIntent; confidence: 'exact' | 'phrase'; phrase: Phrase; weight: number },
): Found {
  const { intent, confidence, weight } = what
  return { intent, language: text.book.language, confidence, rule: what.phrase.source, weight }
}
