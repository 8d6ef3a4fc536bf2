// A text as words, each with every reading it may have. Invariants: a digit inside a word never becomes a word of
// its own (esok2, 4asa); the order of the text is kept; at most 300 words are looked at.

import { fold, hasCyrillic, isMixedScript, readAsCyrillic, readAsLatin, tidy, translitKey } from './fold.ts'

export interface Token {
  /** As typed, capitals kept. */
  readonly raw: string
  /** Folded readings: the plain one first, then look-alikes, 0 read as o, drawn-out letters shortened. */
  readonly forms: readonly string[]
  /** Latin letters read as transliterated Russian; null for other scripts. */
  readonly translit: string | null
  /** What stands between the word before and this one. */
  readonly breakBefore: 'none' | 'clause' | 'sentence'
}

const mostWords = 300
const wordShape = /[\p{L}\p{N}]+|[👍👎✅🆗]|\++/gu
const sentenceEnd = /[.!?…;]+(?=\s|$|\p{P})|[.!?…](?=\p{L})|[\n\r]/u
const clauseEnd = /[,:()–—]|\s-+\s/u

export function tokenise(text: string, wish: { readonly readsRussian: boolean }): readonly Token[] {
  const tidied = tidy(text)
  const russian = wish.readsRussian || hasCyrillic(tidied)
  const tokens: Token[] = []
  let end = 0
  for (const match of tidied.matchAll(wordShape)) {
    if (tokens.length === mostWords) break
    const between = tidied.slice(end, match.index)
    const following = tidied.charAt(match.index)
    end = match.index + match[0].length
    tokens.push(readWord(match[0], breakIn(between, following), russian))
  }
  return joinSpacedLetters(tokens, russian)
}

/** A word made by a rule (an abbreviation written out), standing where `like` stood. */
export function wordInPlaceOf(like: Token, word: string, breakBefore: Token['breakBefore']): Token {
  return { raw: like.raw, forms: [word], translit: null, breakBefore }
}

function readWord(raw: string, breakBefore: Token['breakBefore'], russian: boolean): Token {
  const plain = fold(raw)
  const forms = new Set([plain])
  if (isMixedScript(plain)) {
    addForm(forms, readAsCyrillic(plain))
    addForm(forms, readAsLatin(plain))
  } else if (hasCyrillic(plain)) addForm(forms, readAsLatin(plain))
  // "he" is an English word before it is не; three letters that all have a double are worth a second reading.
  else if (russian && plain.length >= 3) addForm(forms, readAsCyrillic(plain))
  if (/\p{L}/u.test(plain) && plain.includes('0')) {
    addForm(forms, plain.replaceAll('0', 'o'))
    addForm(forms, plain.replaceAll('0', 'о'))
  }
  for (const form of [...forms]) {
    addForm(forms, form.replace(/(\p{L})\1{2,}/gu, '$1'))
    addForm(forms, form.replace(/(\p{L})\1+$/u, '$1'))
    // Malay writes a doubled word with a final 2: lain2.
    addForm(forms, form.replace(/^(\p{L}{2,})2(?:la|lah|je|pun)?$/u, '$1'))
  }
  return {
    raw,
    forms: [...forms],
    translit: /^[a-z0-9]*[a-z][a-z0-9]*$/.test(plain) ? translitKey(plain) : null,
    breakBefore,
  }
}

function addForm(forms: Set<string>, form: string | null): void {
  if (form !== null && form !== '') forms.add(form)
}

function breakIn(between: string, following: string): Token['breakBefore'] {
  if (sentenceEnd.test(between + following)) return 'sentence'
  return clauseEnd.test(between) ? 'clause' : 'none'
}

/** S T O P and С.Т.О.П: a text of single letters only is one word. */
function joinSpacedLetters(tokens: readonly Token[], russian: boolean): readonly Token[] {
  const letters = tokens.map((token) => token.raw)
  if (tokens.length < 3 || !letters.every((letter) => /^\p{L}$/u.test(letter))) return tokens
  return [readWord(letters.join(''), 'none', russian)]
}
