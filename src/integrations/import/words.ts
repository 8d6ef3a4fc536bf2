// Words of sources for the few closed lists we keep: languages, countries, sexes.

const languageWords = new Map<string, 'en' | 'pl' | 'ru' | 'ms'>(
  Object.entries({
    en: 'en',
    eng: 'en',
    english: 'en',
    angielski: 'en',
    английский: 'en',
    inggeris: 'en',
    pl: 'pl',
    pol: 'pl',
    polish: 'pl',
    polski: 'pl',
    польский: 'pl',
    poland: 'pl',
    ru: 'ru',
    rus: 'ru',
    russian: 'ru',
    rosyjski: 'ru',
    русский: 'ru',
    rusia: 'ru',
    ms: 'ms',
    msa: 'ms',
    may: 'ms',
    malay: 'ms',
    malajski: 'ms',
    малайский: 'ms',
    melayu: 'ms',
  }),
)

/** One of our four languages by its code (also with a region) or its name. */
export function languageOf(text: string): 'en' | 'pl' | 'ru' | 'ms' | null {
  const word = text.trim().toLowerCase()
  return languageWords.get(word) ?? languageWords.get(word.split(/[-_ ]/)[0] ?? '') ?? null
}

const countryWords = new Map<string, string>(
  Object.entries({
    pol: 'PL',
    poland: 'PL',
    polska: 'PL',
    польша: 'PL',
    rus: 'RU',
    russia: 'RU',
    'russian federation': 'RU',
    rosja: 'RU',
    россия: 'RU',
    рф: 'RU',
    rusia: 'RU',
    mys: 'MY',
    malaysia: 'MY',
    malezja: 'MY',
    малайзия: 'MY',
    usa: 'US',
    'u.s.a.': 'US',
    'united states': 'US',
    'united states of america': 'US',
    'stany zjednoczone': 'US',
    сша: 'US',
    gbr: 'GB',
    uk: 'GB',
    'united kingdom': 'GB',
    'great britain': 'GB',
    england: 'GB',
    'wielka brytania': 'GB',
    deu: 'DE',
    germany: 'DE',
    niemcy: 'DE',
    германия: 'DE',
    ukr: 'UA',
    ukraine: 'UA',
    ukraina: 'UA',
    украина: 'UA',
  }),
)

/** ISO 3166 alpha-2; null: not a country that we can tell. */
export function countryOf(text: string): string | null {
  const word = text.trim()
  return countryWords.get(word.toLowerCase()) ?? (/^[A-Za-z]{2}$/.test(word) ? word.toUpperCase() : null)
}

const sexWords = new Map<string, 'female' | 'male' | 'other' | 'unknown'>(
  Object.entries({
    f: 'female',
    female: 'female',
    woman: 'female',
    k: 'female',
    kobieta: 'female',
    ż: 'female',
    żeńska: 'female',
    ж: 'female',
    жен: 'female',
    женский: 'female',
    perempuan: 'female',
    p: 'female',
    w: 'female',
    m: 'male',
    male: 'male',
    man: 'male',
    mężczyzna: 'male',
    męska: 'male',
    м: 'male',
    муж: 'male',
    мужской: 'male',
    lelaki: 'male',
    l: 'male',
    o: 'other',
    other: 'other',
    x: 'other',
    inna: 'other',
    другой: 'other',
    lain: 'other',
    nonbinary: 'other',
    u: 'unknown',
    unknown: 'unknown',
    nieznana: 'unknown',
    неизвестно: 'unknown',
    '': 'unknown',
  }),
)

/** Null: a word we do not know. */
export function sexOf(text: string): 'female' | 'male' | 'other' | 'unknown' | null {
  return sexWords.get(text.trim().toLowerCase().replace(/\.$/, '')) ?? null
}
