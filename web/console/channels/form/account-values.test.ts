import { describe, expect, it } from 'vitest'
import { bodyOf, emptyAccount, faultsOf, missingOf } from './account-values.ts'

const sms = { ...emptyAccount, sender: ' KLONOWA ', host: ' smpp.example ', systemId: 'klonowa' }
const refusal = { outcome: 'refused', fields: [] as string[], variable: null } as const

describe('the form of an account', () => {
  it('says only what its kind has, as a settings file would', () => {
    expect(
      bodyOf({ ...sms, port: 2776, secret: 'sms', perSecond: 5, partCost: 0.0935, user: 'of mail' }),
    ).toEqual({
      kind: 'smpp',
      sender: 'KLONOWA',
      settings: { host: 'smpp.example', port: 2776, tls: false, systemId: 'klonowa', longMessages: 'udh' },
      secret: 'sms',
      perSecond: 5,
      partCostMinor: 9.35,
      acceptsReplies: true,
    })
    expect(bodyOf({ ...sms, kind: 'smtp', user: 'recepcja' })).toMatchObject({
      settings: { host: 'smpp.example', tls: 'starttls', user: 'recepcja' },
      secret: null,
      perSecond: null,
      partCostMinor: 0,
      acceptsReplies: false,
    })
    expect(bodyOf({ ...sms, kind: 'loopback-email', secret: 'x', perSecond: 5 })).toMatchObject({
      settings: {},
      secret: null,
      perSecond: null,
    })
  })

  it('asks for what is missing and for nothing that its kind does not need', () => {
    expect(Object.keys(missingOf(emptyAccount))).toEqual(['sender', 'host', 'systemId'])
    expect(Object.keys(missingOf({ ...emptyAccount, kind: 'smtp' }))).toEqual(['sender', 'host'])
    expect(Object.keys(missingOf({ ...emptyAccount, kind: 'loopback-sms', sender: 'K' }))).toEqual([])
    expect(missingOf(sms)).toEqual({})
  })

  it.each([
    ['settings', ['port', 'partsPerSecond'], ['port', 'perSecond']],
    ['settings', ['something new'], ['host']],
    ['sender', [], ['sender']],
    ['secret_name', [], ['secret']],
    ['secret_missing', [], ['secret']],
  ] as const)('a refusal for %s %o stands at %o', (problem, fields, at) => {
    expect(Object.keys(faultsOf({ ...refusal, problem, fields: [...fields] }, sms))).toEqual(at)
  })
})
