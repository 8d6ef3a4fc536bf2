// Every draw of the simulation.
// - A draw depends on seed, entity, purpose and round alone, never on what was drawn before: one patient more or one
//   message less changes nobody else's fate.
// - The same arguments give the same number on every machine.
// - Keys are ASCII (ids and words of the program), so that a character is a byte.

/** A number in [0, 1) for this purpose of one entity; `round` tells repetitions apart. */
export type Draw = (purpose: string, round?: number | string) => number

/** The draws of one entity: hash(seed, entity, purpose, round). */
export function drawsOf(seed: number, entity: string): Draw {
  const prefix = `${seed}|${entity}|`
  return (purpose, round = 0) => unitInterval(`${prefix}${purpose}|${round}`)
}

/** 53 bits of two independent hashes: as fine as a double can be. */
function unitInterval(text: string): number {
  const high = murmur3(text, 0x9747b28c) >>> 5
  const low = murmur3(text, 0x2f0b4c5d) >>> 6
  return (high * 67_108_864 + low) / 9_007_199_254_740_992
}

/**
 * MurmurHash3_x86_32 by Austin Appleby (public domain, github.com/aappleby/smhasher), over the text's characters as bytes.
 */
export function murmur3(text: string, seed: number): number {
  const body = text.length & ~3
  let hash = seed
  for (let at = 0; at < body; at += 4) {
    const block =
      text.charCodeAt(at) |
      (text.charCodeAt(at + 1) << 8) |
      (text.charCodeAt(at + 2) << 16) |
      (text.charCodeAt(at + 3) << 24)
    hash ^= scrambled(block)
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let at = text.length - 1; at >= body; at -= 1) tail = (tail << 8) | text.charCodeAt(at)
  if (text.length > body) hash ^= scrambled(tail)
  hash ^= text.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function scrambled(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51)
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
}

/** One of the items, all alike. */
export function choice<T>(u: number, items: readonly [T, ...T[]]): T {
  return items[Math.floor(u * items.length)] ?? items[0]
}

export type Weighted<T> = readonly [T, number]

/** One of the items by their weights, which need not add up to one. */
export function weighted<T>(u: number, items: readonly [Weighted<T>, ...Weighted<T>[]]): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0)
  let left = u * total
  for (const [item, weight] of items) {
    left -= weight
    if (left < 0) return item
  }
  return items[0][0]
}

/** A whole number from `from` to `to`, both included. */
export function between(u: number, from: number, to: number): number {
  return from + Math.floor(u * (to - from + 1))
}

/** Waiting time of events that come at random, with this mean. */
export function exponential(u: number, mean: number): number {
  return -Math.log(1 - u) * mean
}

/**
 * A normal variable by the rational approximation of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23
 * (absolute error below 0.00045).
 */
export function normal(u: number, mean: number, deviation: number): number {
  const tail = Math.max(Math.min(u, 1 - u), Number.MIN_VALUE)
  const t = Math.sqrt(-2 * Math.log(tail))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  const quantile = t - above / below
  return mean + deviation * (u < 0.5 ? -quantile : quantile)
}
