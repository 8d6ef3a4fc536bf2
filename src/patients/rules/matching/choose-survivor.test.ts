import { describe, expect, it } from 'vitest'
import { chooseSurvivor } from './choose-survivor.ts'

const plain = { hasLeft: false, contacts: 1, createdAt: Temporal.Instant.from('2020-01-01T00:00:00Z') }
const later = Temporal.Instant.from('2024-01-01T00:00:00Z')

describe('who lives on', () => {
  it.each([
    ['who is still a patient', { ...plain, createdAt: later }, { ...plain, hasLeft: true, contacts: 3 }],
    ['who can be reached', { ...plain, createdAt: later }, { ...plain, contacts: 0 }],
    ['the older record', plain, { ...plain, createdAt: later }],
    ['one of two alike, always the same', plain, plain],
  ])('is %s', (_, better, other) => {
    const one = { id: 'a', ...better }
    const two = { id: 'b', ...other }
    expect(chooseSurvivor(one, two).id).toBe('a')
    expect(chooseSurvivor(two, one).id).toBe('a')
  })
})
