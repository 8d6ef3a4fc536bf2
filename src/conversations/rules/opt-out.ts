// Whether a text asks us to stop writing. Invariants: decided by words alone, before anything else is understood,
// never by a model; an opt-out word in any of the four languages counts whatever language the patient has on record;
// a clear word takes effect without review, a phrase or a typing error takes effect and is reviewed.
// Source: facts on compliance §2 (rule order; FCC per-se words), facts on languages §8.

import { languages as allLanguages, type Language } from '../../platform/rules/language.ts'
import { asReadBy, books } from './books.ts'
import { clausesOf, isMeant, without } from './clauses.ts'
import { isWithinOneEdit } from './edit-distance.ts'
import { otherKeyboardReadings } from './fold.ts'
import { optOutWords } from './opt-out-words.ts'
import { findPhrase, type Phrase, wholePhrase } from './patterns.ts'
import { type Token, tokenise } from './tokens.ts'

/** A confirm or cancel prompt this recent makes an ambiguous word one about the visit (facts on compliance §2.3). */
export const visitPromptHours = 72

export interface OptOutContext {
  /** The patient's language first, then the clinic's. */
  readonly languages: readonly Language[]
  /** ISO 3166 alpha-2 of the clinic. */
  readonly country: string
  /** A prompt about a visit went to this address within `visitPromptHours`. */
  readonly hasRecentVisitPrompt: boolean
  /** Somebody behind this address has a visit ahead. */
  readonly hasOpenVisit: boolean
}

export type OptOutDecision =
  | {
      readonly kind: 'opt_out'
      readonly rule: 'exact' | 'also_of_visits' | 'either_word' | 'phrase' | 'typo' | 'other_keyboard'
      readonly language: Language
      readonly matched: string
      /** A person reads it afterwards; the opt-out holds meanwhile. */
      readonly review: boolean
      /** The word is also said of visits and one was just asked about: suppress, then ask about the visit. */
      readonly asksAboutVisit: boolean
      /** A visit stands open and the word may have meant it: a task for staff. */
      readonly visitTask: boolean
    }
  | {
      readonly kind: 'ambiguous'
      readonly language: Language
      readonly word: string
      /** A plain no: an open question is answered by it, messages are not ended. */
      readonly isRefusal: boolean
      /** Read it as about the visit, and ask once. */
      readonly isAboutVisit: boolean
    }
  | { readonly kind: 'start'; readonly language: Language }
  | { readonly kind: 'help'; readonly language: Language }
  | { readonly kind: 'none' }

export function recogniseOptOut(text: string, context: OptOutContext): OptOutDecision {
  const tokens = tokenise(text, { readsRussian: context.languages.includes('ru') })
  const asked = { tokens, context, order: readingOrder(context.languages), isQuestion: text.includes('?') }
  return (
    byWholeText(asked) ??
    byPoliteText(asked) ??
    byPhrase(asked) ??
    byTypo(asked) ??
    byOtherKeyboard(text, asked) ?? { kind: 'none' }
  )
}

interface Asked {
  readonly tokens: readonly Token[]
  readonly context: OptOutContext
  readonly order: readonly Language[]
  readonly isQuestion: boolean
}

function readingOrder(first: readonly Language[]): readonly Language[] {
  return [...new Set([...first, ...allLanguages])]
}

/** A text of the same word again and again is that word. */
function withoutRepeats(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens
  return first !== undefined && tokens.every((token) => token.forms[0] === first.forms[0]) ? [first] : tokens
}

/** The words of the text when they are, as a whole, one of the list. */
function whole(list: readonly Phrase[], tokens: readonly Token[], language: Language): string | null {
  const book = books[language]
  const once = withoutRepeats(tokens)
  return wholePhrase(list, asReadBy(book, once), book.vocabulary) === null ? null : wordsOf(once)
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.forms[0]).join(' ')
}

function byWholeText({ tokens, context, order, isQuestion }: Asked): OptOutDecision | null {
  for (const language of order) {
    const matched = whole(optOutWords[language].exact, tokens, language)
    if (matched !== null) return optOut({ rule: 'exact', language, matched, review: false })
  }
  for (const language of order) {
    const decision = spokenOfVisits(tokens, language, context)
    if (decision !== null) return decision
  }
  for (const language of isQuestion ? [] : order) {
    if (whole(optOutWords[language].start, tokens, language) !== null) return { kind: 'start', language }
  }
  for (const language of order) {
    if (whole(optOutWords[language].help, tokens, language) !== null) return { kind: 'help', language }
  }
  return null
}

/** The words that may mean the visit. The patient's own language is asked first: "no" is a Polish yeah. */
function spokenOfVisits(
  tokens: readonly Token[],
  language: Language,
  context: OptOutContext,
): OptOutDecision | null {
  const list = optOutWords[language]
  const strong = whole(list.alsoOfVisits, tokens, language)
  if (strong !== null) {
    const asksAboutVisit = context.hasRecentVisitPrompt
    return optOut({ rule: 'also_of_visits', language, matched: strong, review: false, asksAboutVisit })
  }
  const either = whole(list.either, tokens, language)
  if (either !== null) return eitherWord(either, language, context)
  const refusal = whole(list.refusal, tokens, language)
  if (refusal === null || !isRefusalIn(language, context.languages)) return null
  return {
    kind: 'ambiguous',
    language,
    word: refusal,
    isRefusal: true,
    isAboutVisit: context.hasRecentVisitPrompt,
  }
}

/** A refusal counts in the languages of the address; "no" is only English where Polish does not come first. */
function isRefusalIn(language: Language, spoken: readonly Language[]): boolean {
  if (language === 'en') return spoken[0] !== 'pl'
  return true
}

function eitherWord(word: string, language: Language, context: OptOutContext): OptOutDecision {
  if (context.country === 'US') {
    const visitTask = context.hasOpenVisit
    return optOut({ rule: 'either_word', language, matched: word, review: false, visitTask })
  }
  return { kind: 'ambiguous', language, word, isRefusal: false, isAboutVisit: context.hasRecentVisitPrompt }
}

/** "Stop. Thank you", "ok stop", "yes please stop", "cancel pls". */
function byPoliteText({ tokens, context, order, isQuestion }: Asked): OptOutDecision | null {
  for (const part of [tokens, ...clausesOf(tokens)]) {
    const polite = withoutPoliteness(part, order)
    for (const bare of [polite, polite.filter((token) => !isLeadIn(token))]) {
      for (const language of order) {
        const list = optOutWords[language]
        const matched = whole([...list.exact, ...list.brief], bare, language)
        if (matched !== null) return optOut({ rule: 'phrase', language, matched, review: true })
      }
    }
  }
  for (const language of order) {
    const bare = withoutPoliteness(tokens, order)
    if (bare.length === tokens.length) continue
    const list = optOutWords[language]
    const strong = whole(list.alsoOfVisits, bare, language)
    if (strong !== null) {
      const asksAboutVisit = context.hasRecentVisitPrompt
      return optOut({ rule: 'phrase', language, matched: strong, review: true, asksAboutVisit })
    }
    const either = whole(list.either, bare, language)
    if (either !== null) return eitherWord(either, language, context)
    if (!isQuestion && whole(list.start, bare, language) !== null) return { kind: 'start', language }
  }
  return null
}

function withoutPoliteness(tokens: readonly Token[], order: readonly Language[]): readonly Token[] {
  return order.reduce((rest, language) => without(rest, books[language].politeness, books[language]), tokens)
}

const leadIns = new Set([
  '👍',
  '✅',
  '🆗',
  ...allLanguages.flatMap((language) => optOutWords[language].leadIn),
])

function isLeadIn(token: Token): boolean {
  return leadIns.has(token.forms[0] ?? '')
}

function byPhrase({ tokens, order }: Asked): OptOutDecision | null {
  for (const language of order) {
    const book = books[language]
    const read = without(asReadBy(book, tokens), [...book.harmless, ...book.keep], book)
    const match = findPhrase(optOutWords[language].anywhere, read, {
      vocabulary: book.vocabulary,
      accepts: (found) => isMeant(read, found, { book, negators: book.negators }),
    })
    if (match === null) continue
    return optOut({
      rule: 'phrase',
      language,
      matched: wordsOf(read.slice(match.start, match.end)),
      review: true,
    })
  }
  return null
}

/** One typing error in a text of one word: "stpo", "berhneti". */
function byTypo({ tokens, context, order }: Asked): OptOutDecision | null {
  const [word, ...others] = withoutPoliteness(tokens, order).filter((token) => !isLeadIn(token))
  if (word === undefined || others.length > 0) return null
  for (const language of order) {
    const list = optOutWords[language]
    const matched = misspelt(list.exact, word) ?? misspelt(list.alsoOfVisits, word)
    if (matched !== null) return optOut({ rule: 'typo', language, matched, review: true })
    const either = context.country === 'US' ? misspelt(list.either, word) : null
    const visitTask = context.hasOpenVisit
    if (either !== null) return optOut({ rule: 'typo', language, matched: either, review: true, visitTask })
  }
  return null
}

function misspelt(list: readonly Phrase[], word: Token): string | null {
  const plain = word.forms[0] ?? ''
  if (plain.length < 3 || /\d/.test(plain) || isWordOfItsOwn(plain)) return null
  const wanted = list.flatMap((phrase) => (phrase.source.includes(' ') ? [] : phrase.source.split('|')))
  return (
    wanted.find((one) => one.length >= 4 && word.forms.some((form) => isWithinOneEdit(form, one))) ?? null
  )
}

function isWordOfItsOwn(word: string): boolean {
  return allLanguages.some((language) => optOutWords[language].neverTypos.includes(word))
}

function byOtherKeyboard(text: string, asked: Asked): OptOutDecision | null {
  for (const reading of otherKeyboardReadings(text)) {
    const tokens = tokenise(reading, { readsRussian: true })
    const decision = byWholeText({ ...asked, tokens })
    if (decision === null) continue
    return decision.kind === 'opt_out' ? { ...decision, rule: 'other_keyboard' } : decision
  }
  return null
}

function optOut(found: {
  rule: 'exact' | 'also_of_visits' | 'either_word' | 'phrase' | 'typo'
  language: Language
  matched: string
  review: boolean
  asksAboutVisit?: boolean
  visitTask?: boolean
}): OptOutDecision {
  return {
    kind: 'opt_out',
    rule: found.rule,
    language: found.language,
    matched: found.matched,
    review: found.review,
    asksAboutVisit: found.asksAboutVisit ?? false,
    visitTask: found.visitTask ?? false,
  }
}
