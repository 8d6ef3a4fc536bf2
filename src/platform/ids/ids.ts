import { createHash, hash, randomBytes } from 'node:crypto'

/** Makes identifiers and secrets (law 15). Injected, so that tests and the simulation get repeatable ones. */
export interface Ids {
  /** A UUIDv7 (RFC 9562 §5.7) whose time part is `now`. */
  uuid(now: Temporal.Instant): string
  /** `bytes` random bytes in base64url; 16 bytes are 128 bits. */
  secret(bytes: number): string
}

export const randomIds: Ids = {
  uuid: (now) => uuidV7(now.epochMilliseconds, randomBytes(10)),
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
}

/** Repeatable ids for tests and the simulation: the n-th id of a seed is always the same. */
export function seededIds(seed: string): Ids {
  let count = 0
  const next = (length: number): Buffer => {
    count += 1
    return createHash('sha256').update(`${seed}:${count}`).digest().subarray(0, length)
  }
  return {
    uuid: (now) => uuidV7(now.epochMilliseconds, next(10)),
    secret: (bytes) => next(Math.min(bytes, 32)).toString('base64url'),
  }
}

/** The least UUIDv7 of a moment: rows made by then have smaller ids. */
export function uuidFloor(at: Temporal.Instant): string {
  return uuidV7(at.epochMilliseconds, new Uint8Array(10))
}

function uuidV7(epochMilliseconds: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(epochMilliseconds, 0, 6)
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return hyphenated(bytes.toString('hex'))
}

/**
 * The uuid that SQL derives by `md5(array_to_string(array[…], '|'))::uuid` from the same parts:
 * rows made by sets need an id that both sides compute alike (law 15).
 */
export function derivedUuid(...parts: readonly string[]): string {
  return hyphenated(hash('md5', parts.join('|')))
}

function hyphenated(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
