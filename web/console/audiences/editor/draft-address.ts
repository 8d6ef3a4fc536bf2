import type { AudienceDocument, Criterion } from '../../../../src/campaigns/contract/criteria-choices.ts'

// A draft lives in the address, so that it can be reloaded, gone back to and sent to a colleague. Addresses are remembered by
// browsers and written into logs: where somebody lives (coordinates, postcodes) is never in them.

const privateKinds: ReadonlySet<unknown> = new Set(['distance', 'postcode'])

/** Longer ones would be refused on the way. */
const longest = 6000

/** Written instead of a draft that is too long: it is kept by this tab only. */
export const keptHere = 'here'

/** The draft as the address has it. */
export function addressOf(document: AudienceDocument): string {
  const text = toBase64(JSON.stringify({ ...document, criteria: withoutPrivate(document.criteria) }))
  return text.length > longest ? keptHere : text
}

export interface FromAddress {
  /** As it was written by somebody: to be checked before it is used. */
  readonly document: AudienceDocument
  /** Criteria that an address does not tell. */
  readonly lost: number
}

/** The draft that an address tells; null: it tells none. */
export function documentFrom(address: string): FromAddress | null {
  if (address === keptHere) return null
  try {
    const value: unknown = JSON.parse(fromBase64(address))
    if (typeof value !== 'object' || value === null || !('programme' in value)) return null
    const { criteria, lost } = counted('criteria' in value ? value.criteria : undefined)
    const document = { programme: value.programme, ...(criteria === undefined ? {} : { criteria }) }
    return { document: document as AudienceDocument, lost }
  } catch {
    return null
  }
}

/** Place holders of what is private are counted and left out. */
function counted(criteria: unknown): { readonly criteria: unknown; readonly lost: number } {
  if (typeof criteria !== 'object' || criteria === null || !('kind' in criteria)) return { criteria, lost: 0 }
  if (privateKinds.has(criteria.kind)) return { criteria: undefined, lost: 1 }
  if (!('of' in criteria)) return { criteria, lost: 0 }
  const isList = Array.isArray(criteria.of)
  const parts = (isList ? (criteria.of as readonly unknown[]) : [criteria.of]).map(counted)
  const lost = parts.reduce((sum, part) => sum + part.lost, 0)
  const left = parts.flatMap((part) => (part.criteria === undefined ? [] : [part.criteria]))
  if (left.length === 0) return { criteria: undefined, lost }
  return { criteria: { ...criteria, of: isList ? left : left[0] }, lost }
}

function withoutPrivate(criteria: Criterion | undefined): unknown {
  switch (criteria?.kind) {
    case 'all':
    case 'any':
      return { kind: criteria.kind, of: criteria.of.map(withoutPrivate) }
    case 'not':
      return { kind: 'not', of: withoutPrivate(criteria.of) }
    case 'distance':
    case 'postcode':
      return { kind: criteria.kind }
    default:
      return criteria
  }
}

function toBase64(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64(text: string): string {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
}
