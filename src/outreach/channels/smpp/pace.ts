/**
 * Holds sending to a number of parts in any one second, and stops it for a while when the SMSC says it is too much.
 * First come, first served.
 */
export class Pace {
  readonly #waiting: (() => void)[] = []
  readonly #timers = new Set<NodeJS.Timeout>()
  #free: number
  #pausedBy: NodeJS.Timeout | null = null
  #closed: boolean = false

  constructor(partsPerSecond: number) {
    this.#free = partsPerSecond
  }

  /** Resolves when one more part may be written; at once when the pace has been closed. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#serve()
    })
  }

  /** Nothing is let through for this long. False when a pause is running already: that one is kept as it is. */
  pause(milliseconds: number): boolean {
    if (this.#pausedBy !== null || this.#closed) return false
    this.#pausedBy = this.#later(milliseconds, () => {
      this.#pausedBy = null
    })
    return true
  }

  /** Lets everybody who waits go, to find the channel closed. */
  close(): void {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#serve()
  }

  #serve(): void {
    while (this.#closed || (this.#pausedBy === null && this.#free > 0)) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      if (!this.#closed) {
        this.#free -= 1
        this.#later(1000, () => {
          this.#free += 1
        })
      }
      next()
    }
  }

  #later(milliseconds: number, change: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      change()
      this.#serve()
    }, milliseconds)
    this.#timers.add(timer)
    return timer
  }
}
