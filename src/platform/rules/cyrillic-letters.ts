// Cyrillic letters in Latin ones: one table, since the ways to write them differ in a few letters only.
// - Every way maps single lower-case letters; what a way does not know stays as it is.
// - `passport`: ICAO 9303, as passports and English write names. `polish`: as Poles write Russian and Ukrainian names.
//   `texting`: as people type Russian on a Latin keyboard (no Ukrainian letters, ё is expected as е).

export type LatinWay = 'passport' | 'polish' | 'texting'

const alike: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  г: 'g',
  д: 'd',
  е: 'e',
  з: 'z',
  и: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  ь: '',
  э: 'e',
}

const english = { в: 'v', ж: 'zh', й: 'i', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh' } as const

const letters: Readonly<Record<LatinWay, ReadonlyMap<string, string>>> = {
  passport: tableOf(english, {
    ё: 'e',
    щ: 'shch',
    ъ: 'ie',
    ы: 'y',
    ю: 'iu',
    я: 'ia',
    і: 'i',
    ї: 'i',
    є: 'ie',
    ґ: 'g',
  }),
  polish: tableOf({
    в: 'w',
    ё: 'jo',
    ж: 'z',
    й: 'j',
    х: 'ch',
    ц: 'c',
    ч: 'cz',
    ш: 'sz',
    щ: 'szcz',
    ъ: '',
    ы: 'y',
    ю: 'ju',
    я: 'ja',
    і: 'i',
    ї: 'ji',
    є: 'je',
    ґ: 'g',
  }),
  texting: tableOf(english, { щ: 'sch', ъ: '', ы: 'i', ю: 'yu', я: 'ya' }),
}

function tableOf(...own: readonly Readonly<Record<string, string>>[]): ReadonlyMap<string, string> {
  return new Map([alike, ...own].flatMap((part) => Object.entries(part)))
}

/** Lower-case text with its Cyrillic letters written in Latin ones. */
export function inLatin(text: string, way: LatinWay): string {
  const table = letters[way]
  return [...text].map((letter) => table.get(letter) ?? letter).join('')
}
