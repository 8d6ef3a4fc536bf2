import { type MessageShape, messageShape } from '../../platform/i18n/message-shape.ts'
import type { PackFault } from '../../platform/packs/read-pack.ts'
import { type Language, languages } from '../../platform/rules/language.ts'

/** One catalogue file of an area; `texts` is its parsed JSON, `null` when the file is not there or not JSON. */
export interface CatalogueFile {
  readonly file: string
  readonly texts: unknown
}

export type CatalogueArea = Readonly<Record<Language, CatalogueFile>>

/** Everything that is wrong with one area: missing keys and texts, arguments and plural forms that do not fit. */
export function catalogueFaults(area: CatalogueArea): readonly PackFault[] {
  const unreadable = languages.flatMap((language) => fileFaults(area[language]))
  if (unreadable.length > 0) return unreadable
  const keys = new Set(languages.flatMap((language) => Object.keys(textsOf(area[language]))))
  return [...keys].flatMap((key) => keyFaults(area, key))
}

function fileFaults({ file, texts }: CatalogueFile): readonly PackFault[] {
  if (texts === null) return [{ file, key: '', what: 'is missing or not JSON' }]
  if (typeof texts !== 'object' || Array.isArray(texts))
    return [{ file, key: '', what: 'must be an object of texts' }]
  return Object.entries(texts)
    .filter(([, text]) => typeof text !== 'string' || text.trim() === '')
    .map(([key]) => ({ file, key, what: 'must be a text that is not empty' }))
}

interface ReadText {
  readonly language: Language
  readonly file: string
  readonly shape: MessageShape
}

function keyFaults(area: CatalogueArea, key: string): readonly PackFault[] {
  const faults: PackFault[] = []
  const read: ReadText[] = []
  for (const language of languages) {
    const { file } = area[language]
    const text = textsOf(area[language])[key]
    if (text === undefined) {
      faults.push({ file, key, what: 'is missing' })
      continue
    }
    const shape = messageShape(text)
    if (shape.ok) read.push({ language, file, shape: shape.value })
    else faults.push({ file, key, what: shape.error })
  }
  const found = [...argumentFaults(read), ...read.flatMap(pluralFaults)]
  return [...faults, ...found.map(({ file, what }) => ({ file, key, what }))]
}

type Fault = Pick<PackFault, 'file' | 'what'>

/** Every language must name the same arguments; one that speaks in plurals where its sister does not is a slip. */
function argumentFaults(read: readonly ReadText[]): readonly Fault[] {
  const names = new Set(read.flatMap(({ shape }) => [...shape.arguments.keys()]))
  return [...names].flatMap((name) => {
    const kinds = read.map(({ shape }) => shape.arguments.get(name))
    const isPlural = kinds.includes('plural')
    const special = kinds.find((kind) => kind?.startsWith('select:') || kind === 'tag')
    return read.flatMap(({ file, language, shape }): readonly Fault[] => {
      const kind = shape.arguments.get(name)
      if (kind === undefined) return [{ file, what: `does not name {${name}}` }]
      if (special !== undefined && kind !== special) return [{ file, what: `{${name}} should be ${special}` }]
      // Malay has one form, so a translator may leave the plural away there.
      if (isPlural && kind !== 'plural' && language !== 'ms')
        return [{ file, what: `{${name}} needs its plural forms` }]
      return []
    })
  })
}

function pluralFaults({ language, file, shape }: ReadText): readonly Fault[] {
  return shape.plurals.flatMap(({ argument, categories, kind, silent }) => {
    const needed = new Intl.PluralRules(language, { type: kind }).resolvedOptions().pluralCategories
    const missing = needed.filter((category) => !categories.includes(category))
    const unknown = categories.filter(
      (name) => !name.startsWith('=') && !needed.some((category) => category === name),
    )
    // Russian `one` is also 21, 101…: words without the number would say "one" there.
    const hidesNumber = language === 'ru' && kind === 'cardinal' && silent.includes('one')
    return [
      ...missing.map((category) => ({ file, what: `{${argument}} lacks the form "${category}"` })),
      ...unknown.map((category) => ({
        file,
        what: `{${argument}} has a form "${category}" that ${language} does not use`,
      })),
      ...(hidesNumber ? [{ file, what: `{${argument}} hides the number in "one"; use "=1"` }] : []),
    ]
  })
}

function textsOf({ texts }: CatalogueFile): Readonly<Record<string, string>> {
  if (typeof texts !== 'object' || texts === null) return {}
  const entries = Object.entries(texts).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(entries)
}
