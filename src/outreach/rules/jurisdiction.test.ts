import { describe, expect, it } from 'vitest'
import { packTexts } from '../../platform/packs/read-pack.ts'
import { packContactRules } from '../pack-contact-rules.ts'
import { loadJurisdictions, readJurisdictions } from '../packs/load-jurisdictions.ts'
import {
  consentNeeded,
  contactCaps,
  jurisdictionOf,
  sendingHours,
  smsCapabilities,
  warningFor,
} from './jurisdiction.ts'
import { nextAllowedInstant } from './quiet-hours.ts'

const pack = await loadJurisdictions()
const of = (country: string) => jurisdictionOf(pack, country)

describe('what a country asks', () => {
  it.each([
    ['US', 'care_recall', 'sms', 'express'],
    ['US', 'reactivation', 'sms', 'written'],
    ['GB', 'care_recall', 'sms', 'notice'],
    ['GB', 'reactivation', 'email', 'express'],
    ['PL', 'care_recall', 'email', 'notice'],
    ['PL', 'reactivation', 'sms', 'express'],
    ['PL', 'marketing', 'letter', 'never'],
    ['RU', 'visit_admin', 'sms', 'notice'],
    ['RU', 'care_recall', 'sms', 'express'],
    ['MY', 'reactivation', 'sms', 'express'],
    ['DE', 'marketing', 'sms', 'written'],
  ] as const)('%s: %s by %s needs %s', (...[country, purpose, channel, need]) => {
    expect(consentNeeded(of(country), purpose, channel)).toBe(need)
  })

  it('is found whatever the case of the country code', () => {
    expect(jurisdictionOf(pack, 'pl').code).toBe('PL')
  })

  it('in Malaysia keeps links and phone numbers out of an SMS', () => {
    const means = { readsReplies: true, hasPublicAddress: true }
    expect(smsCapabilities(of('MY'), means)).toEqual({ links: false, phoneNumbers: false, inbound: true })
    expect(smsCapabilities(of('PL'), means)).toEqual({ links: true, phoneNumbers: true, inbound: true })
    expect(smsCapabilities(of('PL'), { ...means, hasPublicAddress: false }).links).toBe(false)
  })

  it('in Russia adds the warning to advertising only', () => {
    expect(warningFor(of('RU'), 'reactivation')).toContain('противопоказания')
    expect(warningFor(of('RU'), 'visit_admin')).toBeNull()
    expect(warningFor(of('PL'), 'reactivation')).toBeNull()
  })

  it('in Florida allows three contacts in a day, by code or by name of the state', () => {
    expect(contactCaps(of('US'), 'FL')).toMatchObject([{ contacts: 3, withinHours: 24 }])
    expect(contactCaps(of('US'), 'Florida')).toHaveLength(1)
    expect(contactCaps(of('US'), 'NY')).toHaveLength(0)
    expect(contactCaps(of('US'), null)).toHaveLength(0)
  })
})

interface LocalQuestion {
  readonly country: string
  readonly region: string | null
  readonly at: string
  readonly zone: string
  readonly purpose: 'care_recall' | 'reactivation'
}

describe('the hours of a place', () => {
  const next = ({ country, region, at, zone, purpose }: LocalQuestion) =>
    nextAllowedInstant({
      at: Temporal.PlainDateTime.from(at).toZonedDateTime(zone).toInstant(),
      zones: [zone],
      hours: sendingHours(of(country), purpose, region),
    })
      ?.toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString()

  it.each([
    ['Texas on a Sunday from noon', 'US', 'TX', '2026-11-29T08:30', 'America/Chicago', '2026-11-29T12:00:00'],
    [
      'Rhode Island until six on weekdays',
      'US',
      'RI',
      '2026-11-27T18:00',
      'America/New_York',
      '2026-11-28T10:00:00',
    ],
    ['Kentucky from ten', 'US', 'Kentucky', '2026-11-25T07:00', 'America/New_York', '2026-11-25T10:00:00'],
    ['Malaysia from nine', 'MY', null, '2026-11-25T08:00', 'Asia/Kuala_Lumpur', '2026-11-25T09:00:00'],
    ['Poland from eight', 'PL', null, '2026-11-25T07:00', 'Europe/Warsaw', '2026-11-25T08:00:00'],
    [
      'the product’s own evening in Russia',
      'RU',
      null,
      '2026-11-25T20:30',
      'Europe/Moscow',
      '2026-11-26T09:00:00',
    ],
  ])('%s', (...[, country, region, at, zone, expected]) => {
    expect(next({ country, region, at, zone, purpose: 'care_recall' })).toBe(expected)
  })

  it('keeps reactivation off Sundays everywhere', () => {
    for (const country of ['US', 'GB', 'PL', 'RU', 'MY', 'FR']) {
      expect(
        next({
          country,
          region: null,
          at: '2026-11-29T12:00',
          zone: 'Europe/Warsaw',
          purpose: 'reactivation',
        }),
      ).toBe('2026-11-30T09:00:00')
    }
  })

  it('answers the gate with the next allowed instant, or null inside the hours', () => {
    const rules = packContactRules(pack)
    const ask = (now: string, zones: string[]) =>
      rules
        .quietUntil({
          country: 'PL',
          region: null,
          purpose: 'care_recall',
          now: Temporal.Instant.from(now),
          zones,
        })
        ?.toString() ?? null
    expect(ask('2026-11-25T10:00:00Z', ['Europe/Warsaw'])).toBeNull()
    expect(ask('2026-11-25T22:00:00Z', ['Europe/Warsaw'])).toBe('2026-11-26T07:00:00Z')
    // Kiritimati and Midway are 25 hours apart: eight to eight never meets, so it is looked at again later.
    expect(ask('2026-11-25T10:00:00Z', ['Europe/Warsaw', 'Pacific/Auckland'])).not.toBeNull()
  })
})

describe('a jurisdiction file', () => {
  it('is refused with file and row when a consent rule is missing, doubled or unsourced', async () => {
    const files = await packTexts('jurisdictions')
    const spoil = (change: (text: string) => string) => {
      const read = readJurisdictions(
        files.map((source) =>
          source.file.endsWith('pl.yaml') ? { ...source, text: change(source.text) } : source,
        ),
      )
      return read.ok ? [] : read.error.map(({ file, key, what }) => `${file}: ${key}: ${what}`)
    }
    expect(spoil((text) => text)).toEqual([])
    expect(spoil((text) => text.replace('[visit_admin, care_recall]', '[visit_admin]'))).toContain(
      'packs/jurisdictions/pl.yaml: consent: care_recall by sms has no rule',
    )
    expect(
      spoil((text) => text.replace('[reactivation, feedback]', '[reactivation, feedback, marketing]')),
    ).toContain('packs/jurisdictions/pl.yaml: consent: marketing by sms has 2 rules')
    expect(spoil((text) => text.replace(/ +source: .*\n/, ''))[0]).toContain('pl.yaml: consent.0.source: ')
    expect(spoil((text) => text.replace('"08:00-20:00"', '"20:00-08:00"'))).toContain(
      'packs/jurisdictions/pl.yaml: hours.0.weekdays: closes before it opens',
    )
  })
})
