import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDay, zoneWindows } from './zone-windows.ts'

const zones = [
  'Europe/Warsaw',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'UTC',
]
const until = Temporal.Instant.from('2030-01-01T00:00:00Z')

test('the window of an instant gives the same local day as the zone itself', () => {
  const instant = fc
    .integer({ min: -3_000_000_000, max: until.epochMilliseconds / 1000 })
    .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
      const { starts, offsetSeconds } = zoneWindows(zone, until)
      const index = starts.findLastIndex((start) => Temporal.Instant.compare(start, at) <= 0)
      const shifted = at.add({ seconds: offsetSeconds[index] ?? Number.NaN })
      expect(localDay(shifted, 'UTC').toString()).toBe(localDay(at, zone).toString())
    }),
    { numRuns: 2_000 },
  )
})

test('a day that a zone skipped belongs to nobody', () => {
  const before = Temporal.Instant.from('2011-12-30T09:59:59Z')
  expect(localDay(before, 'Pacific/Apia').toString()).toBe('2011-12-29')
  expect(localDay(before.add({ seconds: 1 }), 'Pacific/Apia').toString()).toBe('2011-12-31')
})

test('a zone that never changes its clock has few windows', () => {
  expect(zoneWindows('UTC', until).offsetSeconds).toEqual([0])
})
