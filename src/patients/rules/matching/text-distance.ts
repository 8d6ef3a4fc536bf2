// How far two words are from each other.
// - Both measures are symmetric; equal words are at distance 0 and likeness 1; an empty word is like nothing.
// - Words are compared by UTF-16 units: names reach this place folded to Latin letters.

/** Whether one inserted, lost, changed or swapped letter makes one word of the other (Damerau); equal words are not. */
export function isOneSlipApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1 || one === other) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at]
  return isSwapped && short.slice(at + 2) === long.slice(at + 2)
}

/** The usual constants of Winkler: a shared beginning of up to four letters counts a tenth each. */
const beginning = { letters: 4, weight: 0.1 } as const

/** Jaro–Winkler likeness, 0 to 1 (Winkler 1990, "String Comparator Metrics and Enhanced Decision Rules"). */
export function nameLikeness(one: string, other: string): number {
  const jaro = jaroLikeness(one, other)
  let shared = 0
  while (shared < beginning.letters && shared < one.length && one[shared] === other[shared]) shared += 1
  return jaro + shared * beginning.weight * (1 - jaro)
}

/** Letters that were matched are bits of a number: a word has no more letters than that. */
const mostLetters = 31

function jaroLikeness(whole: string, otherWhole: string): number {
  if (whole === '' || otherWhole === '') return 0
  if (whole === otherWhole) return 1
  const one = whole.slice(0, mostLetters)
  const other = otherWhole.slice(0, mostLetters)
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  let taken = 0
  let found = 0
  let common = 0
  for (let at = 0; at < one.length; at += 1) {
    const letter = one.charCodeAt(at)
    const last = Math.min(other.length - 1, at + reach)
    for (let place = Math.max(0, at - reach); place <= last; place += 1) {
      if ((taken & (1 << place)) !== 0 || other.charCodeAt(place) !== letter) continue
      taken |= 1 << place
      found |= 1 << at
      common += 1
      break
    }
  }
  if (common === 0) return 0
  const moved = outOfOrder(one, other, { found, taken })
  return (common / one.length + common / other.length + (common - moved) / common) / 3
}

/** Half the number of common letters that stand in another order. */
function outOfOrder(
  one: string,
  other: string,
  marks: { readonly found: number; readonly taken: number },
): number {
  let moved = 0
  let place = 0
  for (let at = 0; at < one.length; at += 1) {
    if ((marks.found & (1 << at)) === 0) continue
    while ((marks.taken & (1 << place)) === 0) place += 1
    if (one[at] !== other[place]) moved += 1
    place += 1
  }
  return moved / 2
}

/** Shared pairs of letters (Dice), 0 to 1: for texts of several words, where a space is lost or a word moved. */
export function textLikeness(one: string, other: string): number {
  if (one === other) return one === '' ? 0 : 1
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < one.length; at += 1) {
    const pair = one.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let shared = 0
  for (let at = 0; at + 1 < other.length; at += 1) {
    const left = pairs.get(other.slice(at, at + 2)) ?? 0
    if (left === 0) continue
    pairs.set(other.slice(at, at + 2), left - 1)
    shared += 1
  }
  const all = one.length - 1 + (other.length - 1)
  return all <= 0 ? 0 : (2 * shared) / all
}
