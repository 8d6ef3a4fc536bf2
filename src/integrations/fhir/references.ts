import { shortText } from '../import/values.ts'
import { at, listAt, textAt } from './json.ts'

export interface ResourceAddress {
  readonly type: string
  readonly id: string
}

const mostIdentifiers = 200_000
const directoryTypes = new Set(['Practitioner', 'Organization', 'Location'])

/**
 * Which resource a reference means: relative and absolute ones, urn:uuid inside a bundle, and the conditional ones
 * (`Practitioner?identifier=system|value`) of those who were read before.
 */
export class References {
  readonly #identifiers = new Map<string, string>()
  #fullUrls = new Map<string, ResourceAddress>()

  /** Practitioners and places are named by identifier: few enough to remember. */
  learnIdentifiers(resource: unknown, address: ResourceAddress): void {
    if (!directoryTypes.has(address.type) || this.#identifiers.size >= mostIdentifiers) return
    for (const identifier of listAt(resource, 'identifier')) {
      const value = textAt(identifier, 'value')
      if (value === null) continue
      this.#identifiers.set(`${address.type}?${textAt(identifier, 'system') ?? ''}|${value}`, address.id)
    }
  }

  /** A bundle begins: its own names for its entries are forgotten with it. */
  beginBundle(): void {
    this.#fullUrls = new Map()
  }

  learnFullUrl(fullUrl: string, address: ResourceAddress): void {
    // Most bundles name an entry by its id: only the others need remembering.
    if (lastPart(fullUrl) !== address.id) this.#fullUrls.set(fullUrl, address)
  }

  #find(holder: unknown, expected: string): ResourceAddress | null {
    const reference = textAt(holder, 'reference')
    if (reference === null) return this.#byIdentifier(expected, at(holder, 'identifier'))
    const named = this.#fullUrls.get(reference)
    if (named !== undefined) return named
    if (reference.startsWith('urn:uuid:') || reference.startsWith('urn:oid:')) {
      return { type: textAt(holder, 'type') ?? expected, id: lastPart(reference) }
    }
    const question = reference.indexOf('?')
    if (question !== -1) return this.#byQuery(reference.slice(0, question), reference.slice(question + 1))
    const parts = reference.replace(/\/_history\/.*$/, '').split('/')
    const id = parts.at(-1)
    const type = parts.at(-2)
    if (reference.startsWith('#') || id === undefined || id === '') return null
    return { type: type ?? textAt(holder, 'type') ?? expected, id }
  }

  /** The id behind a reference that must be of one type. */
  idOf(holder: unknown, type: string): string | null {
    const address = this.follow(holder, type)
    return address?.type === type ? address.id : null
  }

  /** The address behind `holder.reference`, or `holder.identifier` for a logical reference; null: none we can follow. */
  follow(holder: unknown, expected: string): ResourceAddress | null {
    const address = this.#find(holder, expected)
    return address === null || shortText(address.id) === null ? null : address
  }

  #byQuery(type: string, query: string): ResourceAddress | null {
    const asked = new URLSearchParams(query).get('identifier')
    if (asked === null) return null
    const cut = asked.indexOf('|')
    return this.#known(type, { system: cut === -1 ? '' : asked.slice(0, cut), value: asked.slice(cut + 1) })
  }

  #byIdentifier(type: string, identifier: unknown): ResourceAddress | null {
    const value = textAt(identifier, 'value')
    return value === null ? null : this.#known(type, { system: textAt(identifier, 'system') ?? '', value })
  }

  /** Someone never read may still be known by an identifier that is their id, as some systems write it. */
  #known(
    type: string,
    { system, value }: { readonly system: string; readonly value: string },
  ): ResourceAddress {
    return { type, id: this.#identifiers.get(`${type}?${system}|${value}`) ?? value }
  }
}

function lastPart(reference: string): string {
  return reference.slice(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf(':')) + 1)
}
