import type { InboundPart } from './delivery.ts'

/** Parts of one long inbound message that have come so far. */
export interface Assembly {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly total: number
  /** Text by sequence number, 1..total. */
  readonly texts: ReadonlyMap<number, string>
  readonly startedAt: Temporal.Instant
}

/**
 * Where parts wait for their message. A part is acknowledged to the SMSC once `add` resolves, so an implementation
 * that survives a crash loses nothing; the one below lives as long as the process.
 */
export interface InboundParts {
  /** Adding the same part again changes nothing. */
  add(key: string, part: InboundPart, now: Temporal.Instant): Promise<Assembly>
  startedBefore(limit: Temporal.Instant): Promise<readonly Assembly[]>
  remove(key: string): Promise<void>
}

export function inboundPartsInMemory(): InboundParts {
  const assemblies = new Map<string, Assembly>()
  return {
    add: (key, part, now) => {
      const assembly = withPart(assemblies.get(key) ?? null, { key, part, now })
      assemblies.set(key, assembly)
      return Promise.resolve(assembly)
    },
    startedBefore: (limit) =>
      Promise.resolve(
        [...assemblies.values()].filter((a) => Temporal.Instant.compare(a.startedAt, limit) < 0),
      ),
    remove: (key) => {
      assemblies.delete(key)
      return Promise.resolve()
    },
  }
}

/** Phones count references from 0 to 255 and begin again, so the key names both ends and the number of parts too. */
export function assemblyKey(part: InboundPart): string | null {
  const { concatenation } = part
  return concatenation === null
    ? null
    : [part.from, part.to, concatenation.reference, concatenation.total].join('|')
}

function withPart(
  assembly: Assembly | null,
  added: { readonly key: string; readonly part: InboundPart; readonly now: Temporal.Instant },
): Assembly {
  const { key, part, now } = added
  const texts = new Map(assembly?.texts)
  texts.set(part.concatenation?.sequence ?? 1, part.text)
  return {
    key,
    from: part.from,
    to: part.to,
    total: part.concatenation?.total ?? 1,
    texts,
    startedAt: assembly?.startedAt ?? now,
  }
}

export function isWhole(assembly: Assembly): boolean {
  return assembly.texts.size === assembly.total
}

/** The text in order, with `[…]` where a part is missing. */
export function assembledText(assembly: Assembly): string {
  return Array.from({ length: assembly.total }, (_, index) => assembly.texts.get(index + 1) ?? '[…]').join('')
}
