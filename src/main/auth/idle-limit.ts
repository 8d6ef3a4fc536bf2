import { lastActive, secondsLeft } from '../../clinic/rules/presence.ts'
import type { Database } from '../../platform/db/database.ts'

/** Ends sessions in which nobody does anything any more. The database keeps the moment, so every process agrees. */
export interface IdleLimit {
  readonly minutes: number
  /** A session was made: somebody signed in. */
  begin(sessionId: string): Promise<void>
  /**
   * Seconds that a session has left, after what its browser says about when somebody last did something; zero: it has
   * ended, whatever the browser says.
   */
  secondsLeft(sessionId: string, idleSeconds: number | null): Promise<number>
}

export function openIdleLimit(db: Database, minutes: number): IdleLimit {
  const keep = async (sessionId: string, at: Temporal.Instant): Promise<void> => {
    await db.directory
      .updateTable('auth.session')
      .set({ lastActiveAt: at })
      .where('id', '=', sessionId)
      .where((row) => row.or([row('lastActiveAt', 'is', null), row('lastActiveAt', '<', at)]))
      .execute()
  }
  return {
    minutes,
    begin: async (sessionId) => keep(sessionId, db.clock.now()),
    secondsLeft: async (sessionId, idleSeconds) => {
      const now = db.clock.now()
      const session = await db.directory
        .selectFrom('auth.session')
        .select('lastActiveAt')
        .where('id', '=', sessionId)
        .executeTakeFirst()
      const keptAt = session?.lastActiveAt ?? null
      if (keptAt === null) return 0
      const limit = { now, limitMinutes: minutes }
      if (secondsLeft(keptAt, limit) === 0) return 0
      const activeAt = lastActive(keptAt, { now, idleSeconds })
      // A page asks for several things at once: one write a second is enough.
      if (keptAt.until(activeAt).total('seconds') >= 1) await keep(sessionId, activeAt)
      return secondsLeft(activeAt, limit)
    },
  }
}
