import { expect, test } from 'vitest'
import type { AudienceCount, Preview } from '../../../../src/campaigns/contract/audience.ts'
import { stepCost } from './step-cost.ts'

const count: AudienceCount = {
  basis: 'exact',
  matching: 120,
  matchingInterval: { low: 120, high: 120 },
  reachable: 100,
  reachableInterval: { low: 100, high: 100 },
  heldOut: 10,
  leftOut: [],
  languages: [
    { language: 'pl', patients: 80 },
    { language: 'ms', patients: 20 },
  ],
  channels: [{ channel: 'sms', patients: 50 }],
  groups: [],
  sample: [],
}

function text(language: 'pl' | 'ms', costMinor: number): Preview['previews'][number] {
  return {
    isPossible: true,
    language,
    purpose: 'reactivation',
    form: 'link',
    subject: null,
    text: 'x',
    html: null,
    sms: null,
    costMinor,
    options: [],
  }
}

const preview = (previews: Preview['previews']): Preview => ({ patient: null, currency: 'PLN', previews })

test('each is written to in their own language, by those channels they have, without the hold-out', () => {
  // Nine in ten are contacted, half of them by SMS: 36 at 10 and 9 at 20.
  const previews = preview([text('pl', 10), text('ms', 20)])
  expect(stepCost({ count, previews, channel: 'sms' })).toBeCloseTo(540)
  expect(stepCost({ count, previews, channel: 'email' })).toBe(0)
})

test('a language that has no text costs nothing, and nobody to reach has no cost at all', () => {
  const without = preview([
    text('pl', 10),
    { isPossible: false, language: 'ms', reason: 'no_variant', missing: null },
  ])
  expect(stepCost({ count, previews: without, channel: 'sms' })).toBeCloseTo(360)
  expect(stepCost({ count: { ...count, reachable: 0 }, previews: without, channel: 'sms' })).toBeNull()
})
