import { setImmediate } from 'node:timers/promises'
import { expect } from 'vitest'
import { eventTable } from '../../src/main/events.ts'
import { Database } from '../../src/platform/db/database.ts'
import { type Connection, openPool } from '../../src/platform/db/pool.ts'
import { dispatchBy } from '../../src/platform/events/event-table.ts'
import { type Ids, seededIds } from '../../src/platform/ids/ids.ts'
import { canonical, clinicRows, readable } from './canonical-rows.ts'
import type { OutreachClinic } from './outreach-clinic.ts'

/** One step of background work on one worker's connections; answers how much was done, as the loops of the worker do. */
export type Work = (db: Database) => Promise<number>

/** Does the work that there is, with one worker or with two at once. */
export type Workers = (work: Work) => Promise<void>

interface Turns {
  /** Steps in a row that found nothing to do. */
  empty: number
  done: number
}

/**
 * A worker passes over what another holds, so that nothing to do now does not mean that nothing is left: each goes on as
 * long as the other finds something.
 */
async function together(dbs: readonly Database[], work: Work): Promise<readonly number[]> {
  const turns: readonly Turns[] = dbs.map(() => ({ empty: 0, done: 0 }))
  await Promise.all(
    dbs.map(async (db, index) => {
      const own = turns[index]
      if (own === undefined) throw new Error('a worker without its turns')
      while (own.empty < 2 || turns.some((one) => one.empty === 0)) {
        const done = await work(db).catch((error: unknown) => {
          own.empty = 1
          throw error
        })
        own.empty = done > 0 ? 0 : own.empty + 1
        own.done += done
        // Work that found nothing without asking the database would otherwise leave the other no moment to be answered in.
        if (done === 0) await setImmediate()
      }
    }),
  )
  return turns.map(({ done }) => done)
}

/**
 * The same story told on two equal clinics, each in a database of its own: by one worker, and by two that race for every
 * step. Afterwards every row of the clinics is the same, but for the ids that were made meanwhile.
 */
export async function expectSameStory<Clinic extends OutreachClinic>(story: {
  readonly name: string
  readonly connections: readonly [Connection, Connection]
  readonly open: (connection: Connection, ids: Ids) => Promise<Clinic>
  readonly tell: (clinic: Clinic, workers: Workers) => Promise<void>
}): Promise<Clinic> {
  const [alone, shared] = await Promise.all(
    story.connections.map(async (connection) => story.open(connection, seededIds(story.name))),
  )
  if (alone === undefined || shared === undefined) throw new Error('two clinics are needed')
  const second = new Database({
    pool: openPool(story.connections[1], { size: 6 }),
    clock: shared.clock,
    ids: seededIds(`${story.name}, second worker`),
    dispatch: dispatchBy(eventTable),
  })
  const before = await clinicRows(alone.db, alone.clinicId)
  expect(await clinicRows(shared.db, shared.clinicId)).toEqual(before)

  await story.tell(alone, async (work) => {
    await together([alone.db], work)
  })
  const shares = [0, 0]
  await story.tell(shared, async (work) => {
    const done = await together([shared.db, second], work)
    for (const [index, share] of done.entries()) shares[index] = (shares[index] ?? 0) + share
  })
  // A race in which one does all the work shows nothing.
  if (Math.max(...shares) > 0) expect(Math.min(...shares)).toBeGreaterThan(0)

  const [one, other] = [
    await clinicRows(alone.db, alone.clinicId),
    await clinicRows(shared.db, shared.clinicId),
  ]
  expect(readable(other, before)).toEqual(readable(one, before))
  expect(canonical(other, before)).toEqual(canonical(one, before))
  await second.close()
  await alone.db.close()
  await shared.db.close()
  return shared
}
