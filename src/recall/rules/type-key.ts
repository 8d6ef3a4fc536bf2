// Invariants:
// - The key of a type that a clinic makes begins with a word that no pack may use, so that no later pack brings a type of the
//   same key.
// - A key is made once and stays; a new name does not change it.

/** Beginning of the keys of the clinics' own types. */
export const ownPrefix = 'own_'

/** What stands in place of a pack for a type that the clinic made. */
export const ownPack = 'clinic'

const mostLetters = 40

/** A key for a new type from its name, different from all that are taken. */
export function keyFromName(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, (between) => (/^\p{M}+$/u.test(between) ? '' : ' '))
    .trim()
    .slice(0, mostLetters)
    .trim()
    .replaceAll(' ', '_')
  const key = `${ownPrefix}${words === '' ? 'type' : words}`
  if (!taken.has(key)) return key
  const numbers = Array.from({ length: taken.size + 1 }, (_, index) => `${key}_${index + 2}`)
  return numbers.find((numbered) => !taken.has(numbered)) ?? key
}
