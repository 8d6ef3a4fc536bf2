import { describe, expect, it } from 'vitest'
import { refusalReason, type TestFacts, testProgress } from './test-progress.ts'

const judge = (facts: Partial<TestFacts>) =>
  testProgress({ state: 'queued', reason: null, delivery: 'none', reportsArrival: true, ...facts })

describe('a test message', () => {
  it.each([
    [{ state: 'queued' }, 'waiting', false],
    [{ state: 'submitting' }, 'sending', false],
    [{ state: 'accepted' }, 'sent', false],
    [{ state: 'accepted', delivery: 'enroute' }, 'sent', false],
    [{ state: 'accepted', reportsArrival: false }, 'sent', true],
    [{ state: 'accepted', delivery: 'delivered' }, 'delivered', true],
    [{ state: 'ambiguous', reason: 'no answer in time' }, 'uncertain', true],
    [{ state: 'ambiguous', delivery: 'delivered' }, 'delivered', true],
  ] as const)('with %o it is %s', (facts, stage, isFinal) => {
    expect(judge(facts)).toMatchObject({ stage, isFinal, failure: null })
  })

  it.each([
    [{ state: 'failed', reason: 'not_sent_in_time' }, 'not_sent_in_time', null],
    [
      { state: 'failed', reason: 'not_sent_in_time: no connection (ECONNREFUSED)' },
      'not_sent_in_time',
      'no connection (ECONNREFUSED)',
    ],
    [{ state: 'failed', reason: 'opted_out' }, 'opted_out', null],
    [{ state: 'failed', reason: 'account_stopped' }, 'account_stopped', null],
    [
      { state: 'failed', reason: refusalReason('550 5.1.1 no such user', true) },
      'address_refused',
      '550 5.1.1 no such user',
    ],
    [{ state: 'failed', reason: refusalReason('550 5.7.1 blocked', false) }, 'refused', '550 5.7.1 blocked'],
    [
      { state: 'accepted', delivery: 'failed', reason: 'stat:UNDELIV err:011' },
      'not_delivered',
      'stat:UNDELIV err:011',
    ],
  ] as const)('with %o it failed: %s', (facts, failure, detail) => {
    expect(judge(facts)).toEqual({ stage: 'failed', isFinal: true, failure, detail })
  })
})
