const firstSeconds = 15
const longestSeconds = 30 * 60

/** Doubling, from a quarter of a minute to half an hour: a restart is over quickly, an outage is not hammered. */
export function retryAfterSeconds(attempts: number): number {
  return Math.min(longestSeconds, firstSeconds * 2 ** Math.max(0, attempts - 1))
}
