import { describe, expect, it } from 'vitest'
import { drawsOf } from './draw.ts'
import { type Arrived, bookingShare, type Response, respond } from './respond.ts'

const invitation: Arrived = {
  kind: 'recall_invitation',
  channel: 'sms',
  isInvitation: true,
  isReply: false,
  options: { '0': 'offer_times', '1': 'book', '2': 'book' },
  hasBookLink: false,
  earlierTouches: 0,
  monthsOverdue: 1,
  round: 'recall_invitation 1',
}

function responses(arrived: Arrived, count = 20_000): readonly Response[] {
  return Array.from({ length: count }, (_, index) =>
    respond({ draw: drawsOf(1, `P${index}`), language: 'pl', arrived }),
  )
}

function texts(all: readonly Response[]): readonly string[] {
  return all.flatMap((response) => (response.kind === 'write' ? [response.text] : []))
}

describe('the share that books after a touch', () => {
  it.each([
    [{ channel: 'sms', earlierTouches: 0, monthsOverdue: 0 }, 0.1],
    [{ channel: 'email', earlierTouches: 0, monthsOverdue: 5.9 }, 0.04],
    [{ channel: 'sms', earlierTouches: 1, monthsOverdue: 0 }, 0.06],
    [{ channel: 'sms', earlierTouches: 0, monthsOverdue: 8 }, 0.06],
    [{ channel: 'sms', earlierTouches: 2, monthsOverdue: 13 }, 0.0126],
    [{ channel: 'sms', earlierTouches: 0, monthsOverdue: 40 }, 0.015],
  ] as const)('is as published: %j', (touch, expected) => {
    expect(bookingShare(touch)).toBeCloseTo(expected, 6)
  })
})

describe('a simulated patient', () => {
  it('takes one of the offered times about as often as published', () => {
    const booked = texts(responses(invitation)).filter((text) => text === '1' || text === '2')
    // Five standard deviations of 20,000 draws.
    expect(Math.abs(booked.length / 20_000 - 0.1)).toBeLessThan(0.0107)
  })

  it('is silent most of the time', () => {
    const silent = responses(invitation).filter(({ kind }) => kind === 'silence')
    expect(silent.length / 20_000).toBeGreaterThan(0.7)
  })

  it('answers the same message the same way again', () => {
    expect(responses(invitation, 200)).toEqual(responses(invitation, 200))
  })

  it('follows the link of an e-mail and never writes an answer to one', () => {
    const all = responses({ ...invitation, channel: 'email', options: {}, hasBookLink: true })
    expect(texts(all)).toEqual([])
    expect(all.some(({ kind }) => kind === 'follow_link')).toBe(true)
  })

  it('answers with digits that mean something only', () => {
    const asked: Arrived = {
      ...invitation,
      kind: 'visit_confirm',
      isInvitation: false,
      options: { '1': 'confirm', '2': 'move', '3': 'cancel' },
    }
    const digits = texts(responses(asked)).filter((text) => /^\d$/.test(text))
    expect(new Set(digits)).toEqual(new Set(['1', '2', '3']))
    expect(digits.filter((text) => text === '1').length).toBeGreaterThan(digits.length / 2)
  })

  it('answers on whole steps of five minutes, later than at once', () => {
    for (const response of responses(invitation, 2_000)) {
      if (response.kind === 'silence') continue
      expect(response.afterMinutes).toBeGreaterThanOrEqual(5)
      expect(response.afterMinutes % 5).toBe(0)
    }
  })

  it('takes an offered time or leaves it when the clinic answers', () => {
    const offer = { ...invitation, kind: 'reply_offers', isInvitation: false, isReply: true }
    const all = responses(offer, 4_000)
    expect(all.every((response) => response.kind === 'silence' || response.kind === 'write')).toBe(true)
    expect(texts(all).every((text) => text === '1' || text === '2')).toBe(true)
    expect(texts(all).length / 4_000).toBeCloseTo(0.72, 1)
  })
})
