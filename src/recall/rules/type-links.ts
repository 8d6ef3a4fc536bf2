// Invariants:
// - A type is linked only to types that there are, and never to itself.
// - Following the links of one kind never leads back: of two types that took each other's place nobody would be due.

export interface LinkedType {
  readonly key: string
  readonly supersededBy: readonly string[]
  readonly succeeds: readonly string[]
}

export type LinkField = 'supersededBy' | 'succeeds'

export type LinkFault =
  | { readonly kind: 'unknown_types'; readonly field: LinkField; readonly keys: readonly string[] }
  | { readonly kind: 'circle'; readonly field: LinkField }

/** What is wrong with the links of a type among all the others; null: nothing. */
export function linkFault(type: LinkedType, others: readonly LinkedType[]): LinkFault | null {
  const all = new Map([...others, type].map((one) => [one.key, one]))
  for (const field of ['supersededBy', 'succeeds'] as const) {
    const unknown = type[field].filter((key) => !all.has(key))
    if (unknown.length > 0) return { kind: 'unknown_types', field, keys: unknown }
    if (leadsBack(type, field, all)) return { kind: 'circle', field }
  }
  return null
}

function leadsBack(type: LinkedType, field: LinkField, all: ReadonlyMap<string, LinkedType>): boolean {
  const reached = new Set<string>()
  const next = [...type[field]]
  for (let key = next.pop(); key !== undefined; key = next.pop()) {
    if (key === type.key) return true
    if (reached.has(key)) continue
    reached.add(key)
    next.push(...(all.get(key)?.[field] ?? []))
  }
  return false
}
