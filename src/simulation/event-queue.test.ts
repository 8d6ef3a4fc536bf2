import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventQueue } from './event-queue.ts'

const nothing = async (): Promise<void> => undefined

describe('the event queue', () => {
  it('gives events by time and then by key, however they were pushed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer({ min: 0, max: 5 }), key: fc.string({ maxLength: 2 }) })),
        (events) => {
          const queue = new EventQueue()
          for (const event of events) queue.push({ ...event, run: nothing })
          const given: { at: number; key: string }[] = []
          for (let next = queue.pop(); next !== null; next = queue.pop())
            given.push({ at: next.at, key: next.key })
          const expected = events.toSorted(
            (one, other) => one.at - other.at || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0),
          )
          expect(given).toEqual(expected)
        },
      ),
    )
  })

  it('knows when the next event is due', () => {
    const queue = new EventQueue()
    expect(queue.nextAt()).toBeNull()
    queue.push({ at: 20, key: 'b', run: nothing })
    queue.push({ at: 10, key: 'a', run: nothing })
    expect(queue.nextAt()).toBe(10)
  })
})
