import type { Session } from '../../../src/clinic/contract.ts'

/** The language a patient is written to in; null: not known. */
export type PatientLanguage = Session['staff']['language'] | null

/** The language of a name for `lang`: the script decides first, since a Russian speaker may be recorded in Latin letters. */
export function nameLanguage(name: string, language: PatientLanguage): string | undefined {
  if (/\p{Script=Cyrillic}/u.test(name)) return 'ru'
  return language === 'ru' || language === null ? undefined : language
}
