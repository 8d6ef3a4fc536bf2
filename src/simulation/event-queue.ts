/** Something that happens in simulated time. */
export interface SimulatedEvent {
  /** Epoch milliseconds. */
  readonly at: number
  /** Decides the order of what happens at the same time; different for different events. */
  readonly key: string
  readonly run: () => Promise<void>
}

/** Events in order of (time, key): the order of pushing never matters. */
export class EventQueue {
  /** A binary heap: the parent of place n is at (n − 1) / 2. */
  readonly #heap: SimulatedEvent[] = []

  get size(): number {
    return this.#heap.length
  }

  nextAt(): number | null {
    return this.#heap[0]?.at ?? null
  }

  push(event: SimulatedEvent): void {
    const heap = this.#heap
    let place = heap.length
    heap.push(event)
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(event, above)) break
      heap[place] = above
      place = parent
    }
    heap[place] = event
  }

  pop(): SimulatedEvent | null {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined) return null
    if (heap.length > 0) this.#sink(last)
    return first
  }

  #sink(event: SimulatedEvent): void {
    const heap = this.#heap
    let place = 0
    for (;;) {
      const left = heap[2 * place + 1]
      const right = heap[2 * place + 2]
      if (left === undefined) break
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (!isBefore(child, event)) break
      heap[place] = child
      place = 2 * place + (isRight ? 2 : 1)
    }
    heap[place] = event
  }
}

function isBefore(one: SimulatedEvent, other: SimulatedEvent): boolean {
  return one.at < other.at || (one.at === other.at && one.key < other.key)
}
