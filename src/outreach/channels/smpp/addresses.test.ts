import { expect, it } from 'vitest'
import { addressFromWire, destinationAddress, sourceAddress } from './addresses.ts'

it.each([
  ['+48221234567', { ton: 1, npi: 1, address: '48221234567' }],
  ['4400', { ton: 0, npi: 1, address: '4400' }],
  ['KlinikaLipa', { ton: 5, npi: 0, address: 'KlinikaLipa' }],
])('sends from %s', (from, address) => {
  expect(sourceAddress(from)).toEqual(address)
})

it.each(['', '   ', 'Klinika Lipa i Synowie', 'Żółć', '+48 22', '+0123456789'])(
  'cannot send from %j',
  (from) => {
    expect(sourceAddress(from)).toBeNull()
  },
)

it.each(['600123456', '+048600', '+48600123456789012', '+48600x', '48600123456'])(
  'cannot send to %j',
  (to) => {
    expect(destinationAddress(to)).toBeNull()
  },
)

it.each([
  { ton: 1, address: '48600123456', country: null, read: '+48600123456' },
  { ton: 1, address: '+48600123456', country: null, read: '+48600123456' },
  { ton: 0, address: '48600123456', country: 'PL', read: '+48600123456' },
  { ton: 0, address: '600123456', country: 'PL', read: '+48600123456' },
  { ton: 2, address: '600123456', country: 'PL', read: '+48600123456' },
  { ton: 2, address: '0123456789', country: 'MY', read: '+60123456789' },
  { ton: 0, address: '0123456789', country: 'MY', read: '+60123456789' },
  { ton: 2, address: '600123456', country: null, read: '600123456' },
  { ton: 0, address: '79123456789', country: null, read: '+79123456789' },
  { ton: 5, address: 'Bank', country: 'PL', read: 'Bank' },
  { ton: 3, address: '4400', country: 'PL', read: '4400' },
] as const)('reads ton $ton $address in $country as $read', ({ ton, address, country, read }) => {
  expect(addressFromWire(ton, address, country)).toBe(read)
})
