import { useSyncExternalStore } from 'react'
import type { Session } from '../../../src/clinic/contract.ts'
import type { Catalogue } from './catalogues/join-areas.ts'

export type Language = Session['staff']['language']

/** Each language by its own name, as its readers look for it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  pl: 'Polski',
  ru: 'Русский',
  ms: 'Bahasa Melayu',
}

const loaders: Readonly<Record<Language, () => Promise<{ readonly messages: Catalogue }>>> = {
  en: () => import('./catalogues/en.ts'),
  pl: () => import('./catalogues/pl.ts'),
  ru: () => import('./catalogues/ru.ts'),
  ms: () => import('./catalogues/ms.ts'),
}

interface Shown {
  readonly language: Language
  readonly messages: Catalogue
}

const storageKey = 'kembali.language'
let shown: Shown = { language: 'en', messages: {} }
const listeners = new Set<() => void>()

function isLanguage(text: string | null | undefined): text is Language {
  return text !== null && text !== undefined && text in loaders
}

/** Before anyone has signed in: the last choice on this machine, else the browser's, else English. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return wanted.find(isLanguage) ?? 'en'
}

/** Loads a language and shows everything in it. */
export async function showLanguage(language: Language): Promise<void> {
  if (shown.language === language && Object.keys(shown.messages).length > 0) return
  const { messages } = await loaders[language]()
  shown = { language, messages }
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useShownLanguage(): Shown {
  return useSyncExternalStore(subscribe, () => shown)
}
