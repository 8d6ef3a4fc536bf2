import { describe, expect, it } from 'vitest'
import type { AudienceDocument } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { addressOf, documentFrom, keptHere } from './draft-address.ts'

const document = (criteria: AudienceDocument['criteria']): AudienceDocument => ({
  programme: { kind: 'reactivation', bands: ['overdue_3_6'] },
  criteria,
})

describe('a draft in the address', () => {
  it('comes back as it was, in any script', () => {
    const draft = document({
      kind: 'all',
      of: [
        { kind: 'tag', anyOf: ['ważny', 'постоянный'] },
        { kind: 'not', of: { kind: 'age', to: 17 } },
      ],
    })
    expect(documentFrom(addressOf(draft))).toEqual({ document: draft, lost: 0 })
    expect(addressOf(draft)).toMatch(/^[\w-]+$/)
  })

  it('does not tell where anybody lives, and says how much of it is missing', () => {
    const draft = document({
      kind: 'all',
      of: [
        { kind: 'age', from: 18 },
        {
          kind: 'not',
          of: {
            kind: 'any',
            of: [
              { kind: 'distance', km: 5, from: { latitude: 50.0614, longitude: 19.9366 } },
              { kind: 'postcode', startsWith: ['31-002'] },
            ],
          },
        },
      ],
    })
    const address = addressOf(draft)
    const told = atob(address.replaceAll('-', '+').replaceAll('_', '/'))
    expect(told).not.toMatch(/50\.06|19\.93|31-002/)
    expect(documentFrom(address)).toEqual({
      document: document({ kind: 'all', of: [{ kind: 'age', from: 18 }] }),
      lost: 2,
    })
  })

  it.each(['', 'nonsense', '%%%', 'bnVsbA', keptHere])('tells none: "%s"', (address) => {
    expect(documentFrom(address)).toBeNull()
  })

  it('that would be too long stays in the tab', () => {
    const tags = Array.from({ length: 100 }, (_, index) => `${'x'.repeat(55)}${index}`)
    expect(addressOf(document({ kind: 'tag', anyOf: tags }))).toBe(keptHere)
  })
})
