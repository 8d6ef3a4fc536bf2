import type { ArgDef, ArgsDef } from 'citty'

/** How a positional tells that it takes as many words as there are: `valueHint: 'type …'`. */
const many = '…'

/**
 * What is wrong with the words after a command, before anything runs; null: nothing. citty passes over what it does
 * not know: a mistyped --dry-run must not become a real run, nor a second file be left out without a word.
 */
export function wrongWord(definition: ArgsDef, words: readonly string[]): string | null {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const loose: string[] = []
  for (let at = 0; at < before.length; at += 1) {
    const word = before[at] ?? ''
    if (!word.startsWith('-')) {
      loose.push(word)
      continue
    }
    const flag = flagOf(definition, word)
    if (flag === null) return `there is no flag ${word.split('=')[0]} here`
    if (word.endsWith('=') && flag.default !== '') return `${word.slice(0, -1)} needs a value`
    if (flag.type === 'boolean' || word.includes('=')) continue
    at += 1
    const value = before[at]
    if (value === undefined || value.startsWith('--') || (value === '' && flag.default !== ''))
      return `${word} needs a value`
  }
  if (end >= 0) loose.push(...words.slice(end + 1))
  const places = Object.values(definition).filter((one) => one.type === 'positional')
  const takesMany = places.some((place) => place.valueHint?.endsWith(many) === true)
  const [extra] = takesMany ? [] : loose.slice(places.length)
  if (extra !== undefined) return `"${extra}" is one word too many`
  return missing(definition, before, loose.length) ?? empty(definition, loose)
}

/** The first thing that has to be given and is not, in the words of the help. */
function missing(definition: ArgsDef, words: readonly string[], given: number): string | null {
  let place = 0
  for (const [name, one] of Object.entries(definition)) {
    const isPlace = one.type === 'positional'
    if (isPlace) place += 1
    const isGiven = isPlace ? place <= given : words.some((word) => word.split('=')[0] === `--${name}`)
    const isNeeded = one.default === undefined && (isPlace ? one.required !== false : one.required === true)
    if (!isNeeded || isGiven) continue
    return `${isPlace ? `<${name}>` : `--${name}`} is missing: ${one.description ?? 'see the help'}`
  }
  return null
}

/** A word that a script left empty: it names nothing. */
function empty(definition: ArgsDef, loose: readonly string[]): string | null {
  const at = loose.findIndex((word) => word.trim() === '')
  if (at < 0) return null
  const places = Object.entries(definition).filter(([, one]) => one.type === 'positional')
  const [name, one] = places[at] ?? places.at(-1) ?? []
  return `<${name}> is empty: ${one?.description ?? 'see the help'}`
}

function flagOf(definition: ArgsDef, word: string): ArgDef | null {
  const name = /^--([a-z][a-z-]*)(?:=|$)/.exec(word)?.[1] ?? ''
  const plain = Object.hasOwn(definition, name) ? definition[name] : undefined
  if (plain !== undefined) return plain.type === 'positional' ? null : plain
  const opposite = name.startsWith('no-') ? definition[name.slice(3)] : undefined
  return opposite?.type === 'boolean' && opposite.default === true ? opposite : null
}
