import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConsentQuestion, type ConsentRow, consentState } from './consent.ts'

const at = (hour: number): Temporal.Instant =>
  Temporal.Instant.from('2026-11-01T00:00:00Z').add({ hours: hour })

const question: ConsentQuestion = {
  contactPointId: 'phone',
  patientId: 'anna',
  channel: 'sms',
  purpose: 'care_recall',
  at: at(100),
}

const row = (more: Partial<ConsentRow>): ConsentRow => ({
  id: '1',
  contactPointId: 'phone',
  patientId: 'anna',
  channel: 'sms',
  purpose: 'care_recall',
  state: 'given',
  at: at(1),
  method: 'page',
  expiresAt: null,
  ...more,
})

describe('consentState', () => {
  it('finds nothing in an empty ledger', () => {
    expect(consentState([], question)).toBe('missing')
  })

  it('takes a consent for the address, channel and purpose asked about', () => {
    expect(consentState([row({})], question)).toBe('given')
    expect(consentState([row({ channel: 'any' })], question)).toBe('given')
    expect(consentState([row({ patientId: null })], question)).toBe('given')
    expect(consentState([row({ channel: 'email' })], question)).toBe('missing')
    expect(consentState([row({ purpose: 'marketing' })], question)).toBe('missing')
    expect(consentState([row({ contactPointId: 'other' })], question)).toBe('missing')
    expect(consentState([row({ patientId: 'jan' })], question)).toBe('missing')
  })

  it('keeps an opt-out of the address for whoever owns it next', () => {
    const stop = row({
      id: '2',
      patientId: null,
      purpose: 'all',
      channel: 'any',
      state: 'withdrawn',
      at: at(2),
    })
    expect(consentState([row({}), stop], question)).toBe('withdrawn')
    expect(consentState([row({ patientId: 'jan' }), stop], { ...question, patientId: 'jan' })).toBe(
      'withdrawn',
    )
  })

  it('keeps an opt-out of the patient on a number that came later', () => {
    const stop = row({ purpose: 'all', state: 'withdrawn', at: at(2), method: 'sms' })
    const imported = row({ contactPointId: 'new phone', method: 'import', at: at(3) })
    expect(consentState([stop, imported], { ...question, contactPointId: 'new phone' })).toBe('withdrawn')
  })

  it('lets only a person open what a person closed', () => {
    const stop = row({ state: 'withdrawn', at: at(2), method: 'sms' })
    expect(consentState([stop, row({ at: at(3), method: 'import' })], question)).toBe('withdrawn')
    expect(consentState([stop, row({ at: at(3), method: 'declared' })], question)).toBe('withdrawn')
    expect(consentState([stop, row({ at: at(3), method: 'front_desk' })], question)).toBe('given')
  })

  it('lets an import take back what an import gave, and give it again', () => {
    const given = row({ method: 'import', at: at(1) })
    const taken = row({ method: 'import', at: at(2), state: 'withdrawn' })
    const again = row({ method: 'import', at: at(3) })
    expect(consentState([given, taken], question)).toBe('withdrawn')
    expect(consentState([given, taken, again], question)).toBe('given')
  })

  it('knows when a consent has run out, and when a row is still ahead', () => {
    expect(consentState([row({ expiresAt: at(100) })], question)).toBe('expired')
    expect(consentState([row({ expiresAt: at(101) })], question)).toBe('given')
    expect(consentState([row({ at: at(101) })], question)).toBe('missing')
  })

  it('prefers the withdrawal of two rows at one moment', () => {
    const rows = [row({ id: '9' }), row({ id: '1', state: 'withdrawn' })]
    expect(consentState(rows, question)).toBe('withdrawn')
    expect(consentState(rows.toReversed(), question)).toBe('withdrawn')
  })

  it('never lets an imported consent reach somebody whose newest own word was no', () => {
    const imported = fc.record({
      contactPointId: fc.constantFrom('phone', 'other'),
      at: fc.integer({ min: 0, max: 99 }).map(at),
      channel: fc.constantFrom('sms' as const, 'any' as const),
      patientId: fc.constantFrom('anna', null),
    })
    fc.assert(
      fc.property(fc.array(imported, { maxLength: 8 }), fc.integer({ min: 0, max: 99 }), (rows, hour) => {
        const stop = row({ id: 'stop', state: 'withdrawn', purpose: 'all', method: 'sms', at: at(hour) })
        const ledger = rows.map((more, index) => row({ ...more, id: String(index), method: 'import' }))
        expect(consentState([...ledger, stop], question)).toBe('withdrawn')
      }),
    )
  })
})
