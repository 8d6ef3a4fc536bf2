import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveLinks } from './lineage.ts'

const alive = (...ids: string[]): Map<string, string | null> => new Map(ids.map((id) => [id, null]))

describe('resolveLinks', () => {
  it('shortens a chain to the record that is alive, whatever the order of its links', () => {
    const links = [
      { from: 'a', into: 'b' },
      { from: 'b', into: 'c' },
    ]
    const expected = new Map([
      ['a', 'c'],
      ['b', 'c'],
    ])
    expect(resolveLinks(alive('a', 'b', 'c'), links)).toEqual(expected)
    expect(resolveLinks(alive('a', 'b', 'c'), links.toReversed())).toEqual(expected)
  })

  it('changes nothing when the links hold already', () => {
    const known = new Map<string, string | null>([
      ['a', 'b'],
      ['b', null],
    ])
    expect(resolveLinks(known, [{ from: 'a', into: 'b' }]).size).toBe(0)
  })

  it('leaves out links to records nobody knows', () => {
    expect(resolveLinks(alive('a'), [{ from: 'a', into: 'x' }]).size).toBe(0)
  })

  it('always leaves one record alive, and every merged one pointing straight at a living one', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(fc.array(fc.record({ from: id, into: id }), { maxLength: 12 }), (links) => {
        const known = alive('a', 'b', 'c', 'd', 'e')
        const after = new Map([...known, ...resolveLinks(known, links)])
        const living = [...after].filter(([, into]) => into === null).map(([name]) => name)
        expect(living.length).toBeGreaterThan(0)
        for (const into of after.values()) if (into !== null) expect(living).toContain(into)
      }),
    )
  })
})
