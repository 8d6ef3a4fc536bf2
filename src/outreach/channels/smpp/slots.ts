/** A number of places; who finds none waits in line. */
export class Slots {
  readonly #waiting: (() => void)[] = []
  #free: number
  #taken = 0

  constructor(count: number) {
    this.#free = count
  }

  /** Places taken and waited for. */
  get busy(): number {
    return this.#taken + this.#waiting.length
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#free -= 1
    this.#taken += 1
    try {
      return await work()
    } finally {
      this.#taken -= 1
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
