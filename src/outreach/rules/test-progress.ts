// How far a test message is, in the words of whoever waits for it.
// - "Sent" is the end where nobody reports arrival: mail servers do not, and some carriers do not.
// - What may have left is never called failed, and never sent again by itself.

export const testStages = ['waiting', 'sending', 'sent', 'delivered', 'failed', 'uncertain'] as const
export type TestStage = (typeof testStages)[number]

export const testFailures = [
  'not_sent_in_time',
  'opted_out',
  'account_stopped',
  'address_refused',
  'refused',
  'not_delivered',
] as const
export type TestFailure = (typeof testFailures)[number]

export interface TestFacts {
  readonly state: 'queued' | 'submitting' | 'accepted' | 'failed' | 'ambiguous'
  readonly reason: string | null
  readonly delivery: 'none' | 'enroute' | 'delivered' | 'failed'
  /** The provider tells us when a message has arrived. */
  readonly reportsArrival: boolean
}

export interface TestProgress {
  readonly stage: TestStage
  /** Nothing more is expected; a late report may still come. */
  readonly isFinal: boolean
  readonly failure: TestFailure | null
  /** The provider's own words. */
  readonly detail: string | null
}

/** Keys that we write as the reason of a test that failed; anything else is the provider's word. */
const ownReasons = ['not_sent_in_time', 'opted_out', 'account_stopped'] as const
const badAddress = 'address_refused: '

/** The reason to keep for a provider's refusal. */
export function refusalReason(words: string, addressIsBad: boolean): string {
  return addressIsBad ? `${badAddress}${words}` : words
}

export function testProgress({ state, reason, delivery, reportsArrival }: TestFacts): TestProgress {
  const stands = (stage: TestStage, isFinal: boolean): TestProgress => ({
    stage,
    isFinal,
    failure: null,
    detail: null,
  })
  switch (state) {
    case 'queued':
      return { ...stands('waiting', false), detail: reason }
    case 'submitting':
      return stands('sending', false)
    case 'ambiguous':
      if (delivery === 'delivered') return stands('delivered', true)
      return { ...stands('uncertain', true), detail: reason }
    case 'failed':
      return { stage: 'failed', isFinal: true, ...failureOf(reason) }
    case 'accepted':
      if (delivery === 'delivered') return stands('delivered', true)
      if (delivery === 'failed')
        return { stage: 'failed', isFinal: true, failure: 'not_delivered', detail: reason }
      return stands('sent', !reportsArrival)
  }
}

function failureOf(reason: string | null): Pick<TestProgress, 'failure' | 'detail'> {
  const own = ownReasons.find((one) => reason === one || reason?.startsWith(`${one}: `))
  if (own !== undefined) return { failure: own, detail: reason?.slice(own.length + 2) || null }
  if (reason?.startsWith(badAddress))
    return { failure: 'address_refused', detail: reason.slice(badAddress.length) }
  return { failure: 'refused', detail: reason }
}
