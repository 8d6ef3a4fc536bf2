// The four books by language, and the words of a text as each of them reads it.

import type { Language } from '../../platform/rules/language.ts'
import type { Book } from './book.ts'
import { writeOutMalay } from './malay-shorthand.ts'
import { english } from './phrases/english.ts'
import { malay } from './phrases/malay.ts'
import { polish } from './phrases/polish.ts'
import { russian } from './phrases/russian.ts'
import type { Token } from './tokens.ts'

export const books: Readonly<Record<Language, Book>> = { en: english, pl: polish, ru: russian, ms: malay }

/** Malay shorthand is written out for the Malay book only: x is a kiss in English. */
export function asReadBy(book: Book, tokens: readonly Token[]): readonly Token[] {
  return book.language === 'ms' ? writeOutMalay(tokens) : tokens
}
