// The languages Kembali speaks, to staff and to patients (MISSION F4). Every catalogue has all four.

export const languages = ['en', 'pl', 'ru', 'ms'] as const

export type Language = (typeof languages)[number]

export function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text)
}
