import type { Language } from '../rules/language.ts'

/** Who reads: their language, the country whose habits they follow (ISO 3166 alpha-2), and the zone of their clock. */
export interface Reading {
  readonly language: Language
  readonly country: string
  /** IANA zone. */
  readonly zone: string
}

/** Countries where an English reader expects 3:05 pm; elsewhere the day has 24 hours. */
const twelveHourCountries: readonly string[] = ['US', 'CA', 'AU', 'NZ', 'IN', 'MY', 'PH']

/**
 * The locale whose CLDR data fit. English has two: month first in the United States, day first elsewhere; asking
 * for en-PL would fall back to American habits.
 */
export function localeOf({ language, country }: Pick<Reading, 'language' | 'country'>): string {
  switch (language) {
    case 'en':
      return country === 'US' ? 'en-US' : 'en-GB'
    case 'pl':
      return 'pl-PL'
    case 'ru':
      return 'ru-RU'
    case 'ms':
      return 'ms-MY'
  }
}

export function usesTwelveHours({ language, country }: Pick<Reading, 'language' | 'country'>): boolean {
  return language === 'ms' || (language === 'en' && twelveHourCountries.includes(country))
}
