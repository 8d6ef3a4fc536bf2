import { describe, expect, it } from 'vitest'
import { type FoundHealth, judgeAccount, type StandingFacts } from './account-standing.ts'

const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
const earlier = now.subtract({ hours: 2 })
const trouble = { kind: 'unreachable', detail: 'connection error ECONNREFUSED' } as const

const found = (part: Partial<FoundHealth> = {}): FoundHealth => ({
  state: 'ready',
  trouble: null,
  since: earlier,
  seenAt: now.subtract({ minutes: 1 }),
  ...part,
})
const judge = (part: Partial<StandingFacts>) =>
  judgeAccount({ state: 'active', createdAt: earlier, health: found(), now, ...part })

describe('an account', () => {
  it('stands as the worker found it', () => {
    expect(judge({})).toEqual({ standing: 'open', trouble: null, since: earlier })
    expect(judge({ health: found({ state: 'connecting' }) }).standing).toBe('connecting')
    expect(judge({ health: found({ state: 'failing', trouble }) })).toEqual({
      standing: 'failing',
      trouble,
      since: earlier,
    })
    expect(judge({ health: found({ state: 'unopened', trouble }) }).standing).toBe('unopened')
  })

  it('is unseen once the last word is five minutes old, whatever it said', () => {
    const seenAt = now.subtract({ minutes: 5 })
    expect(judge({ health: found({ seenAt, trouble }) })).toEqual({
      standing: 'unseen',
      trouble: null,
      since: seenAt,
    })
    expect(judge({ health: found({ seenAt: seenAt.add({ seconds: 1 }) }) }).standing).toBe('open')
    expect(judge({ health: null })).toEqual({ standing: 'unseen', trouble: null, since: null })
  })

  it('that was just added is being connected', () => {
    expect(judge({ health: null, createdAt: now.subtract({ seconds: 59 }) }).standing).toBe('connecting')
    expect(judge({ health: null, createdAt: now.subtract({ seconds: 60 }) }).standing).toBe('unseen')
  })

  it('is paused or ended first, and a pause does not hide that it could not send', () => {
    expect(judge({ state: 'paused', health: found({ state: 'failing', trouble }) })).toMatchObject({
      standing: 'paused',
      trouble,
    })
    expect(judge({ state: 'ended', health: found({ state: 'failing', trouble }) })).toEqual({
      standing: 'ended',
      trouble: null,
      since: null,
    })
  })
})
