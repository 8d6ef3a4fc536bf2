// How long nobody did anything here, sleep of the machine included; a monotonic clock stands still meanwhile. Nothing of
// it is shown as a date.
// biome-ignore lint/style/noRestrictedGlobals: a span of time, not a date
export const wallClock = (): number => Date.now()

let actAt = wallClock()

/** A person pressed a key or a button, here or in another tab of this browser. Opening the console is such an act. */
export function noteAct(at: number = wallClock()): void {
  actAt = Math.max(actAt, at)
}

export function lastActAt(): number {
  return actAt
}

/** Told to the server with every request: questions that a page asks by itself must not keep a session alive. */
export function idleSeconds(): number {
  return Math.max(0, Math.floor((wallClock() - actAt) / 1000))
}
