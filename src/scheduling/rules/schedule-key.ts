// Invariants:
// - The answer is a key that a schedule file accepts, and none of those that are taken.

const longest = 40
const roomForNumber = 4

/** A short lasting key out of a name: "Wizyta kontrolna" is wizyta-kontrolna; without a Latin letter, the fallback. */
export function keyFromName(name: string, taken: ReadonlySet<string>, fallback: string): string {
  const letters = name
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
  const base = letters.slice(0, longest - roomForNumber).replaceAll(/^-+|-+$/g, '') || fallback
  let key = base
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`
  return key
}
