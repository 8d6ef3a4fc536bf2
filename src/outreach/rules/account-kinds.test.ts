import { expect, it } from 'vitest'
import { accountKinds, channelOf, withPace } from './account-kinds.ts'

it('each kind is a provider and what it carries', () => {
  expect(accountKinds.map((kind) => Object.values(channelOf(kind)).join(' '))).toEqual([
    'sms smpp',
    'email smtp',
    'sms loopback',
    'email loopback',
  ])
})

it.each([
  ['smpp', {}, { partsPerSecond: 5 }],
  ['smpp', { partsPerSecond: 9 }, { partsPerSecond: 9 }],
  ['smtp', { host: 'a' }, { host: 'a', messagesPerSecond: 5 }],
  ['loopback-sms', {}, {}],
] as const)('five a second by %s with %o is %o', (kind, settings, told) => {
  expect(withPace(kind, settings, 5)).toEqual(told)
  expect(withPace(kind, settings, null)).toEqual(settings)
})
