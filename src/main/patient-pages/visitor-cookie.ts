import { createHmac, timingSafeEqual } from 'node:crypto'

/** Minutes that a date of birth, once given, is remembered by this browser. */
const verifiedMinutes = 60

/** The name says nothing; its path binds it to one link. */
export const visitorCookie = 'kembali_visit'

/** What signs cookies and forms; made of the server's session key, apart from its other uses. */
export interface Seal {
  readonly verified: (tokenHash: string, now: Temporal.Instant) => string
  readonly isVerified: (cookie: string | undefined, tokenHash: string, now: Temporal.Instant) => boolean
  readonly formToken: (tokenHash: string) => string
  readonly isFormToken: (given: unknown, tokenHash: string) => boolean
}

export function visitorSeal(sessionKey: string): Seal {
  const sign = (purpose: string, text: string): string =>
    createHmac('sha256', sessionKey).update(`patient-pages:${purpose}:${text}`).digest('base64url')
  const isEqual = (one: string, other: string): boolean => {
    const [a, b] = [Buffer.from(one), Buffer.from(other)]
    return a.length === b.length && timingSafeEqual(a, b)
  }
  return {
    verified: (tokenHash, now) => {
      const until = String(Math.floor(now.add({ minutes: verifiedMinutes }).epochMilliseconds / 1000))
      return `${until}.${sign('verified', `${until}:${tokenHash}`)}`
    },
    isVerified: (cookie, tokenHash, now) => {
      const [until = '', signature = ''] = cookie?.split('.') ?? []
      if (!isEqual(signature, sign('verified', `${until}:${tokenHash}`))) return false
      return Number(until) * 1000 > now.epochMilliseconds
    },
    formToken: (tokenHash) => sign('form', tokenHash),
    isFormToken: (given, tokenHash) => typeof given === 'string' && isEqual(given, sign('form', tokenHash)),
  }
}
