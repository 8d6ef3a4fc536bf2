import { describe, expect, test } from 'vitest'
import { loadRecallPacks, readRecallPack } from './load-recall-packs.ts'

describe('the packs that ship', () => {
  test('hold the four types, each suggested, sourced, and named in four languages', async () => {
    const packs = await loadRecallPacks()
    expect([...packs.keys()].sort()).toEqual([
      'annual_wellness',
      'chronic_quarterly',
      'dental_hygiene',
      'dental_perio',
    ])
    for (const type of packs.values()) {
      expect(type.status).toBe('suggested')
      expect(type.source.length).toBeGreaterThan(20)
      expect(new Set(Object.values(type.names)).size).toBe(4)
    }
  })

  test('let perio take the place of hygiene', async () => {
    const packs = await loadRecallPacks()
    expect(packs.get('dental_hygiene')?.supersededBy).toEqual(['dental_perio'])
    expect(packs.get('dental_hygiene')?.interval).toEqual({ months: 6, days: 1 })
  })
})

describe('a pack that does not hold together', () => {
  const row = `
  - key: one
    names: { en: One, pl: Jeden, ru: Один, ms: Satu }
    triggers: [{ kind: any_visit }]
    interval: { months: 6 }
    dueSoonDays: 30
    graceDays: 92
    serviceKeys: [checkup]
    priority: 1
    source: "A source that says so"
    verifiedOn: 2026-11-22
    status: suggested`
  const head = 'pack: test\nversion: "1"\nspecialty: dental\ntypes:'
  const faultsOf = (text: string) => {
    const read = readRecallPack({ file: 'test.yaml', text: head + text })
    return read.ok ? [] : read.error.map(({ file, key, what }) => `${file} ${key}: ${what}`)
  }

  test('is named by file, row and field', () => {
    expect(faultsOf(row.replace('months: 6', 'months: 0'))).toEqual([
      'test.yaml types.0.interval: must be longer than nothing',
    ])
    expect(faultsOf(row.replace('    priority: 1\n', ''))).toHaveLength(1)
    expect(faultsOf(row.replace('graceDays: 92', 'graceDays: many'))[0]).toContain(
      'test.yaml types.0.graceDays',
    )
  })

  test('may not have a row twice, nor one that takes its own place', () => {
    expect(faultsOf(row + row)).toEqual(['test.yaml types.1 (one).key: stands in the file already'])
    expect(faultsOf(`${row}\n    supersededBy: [one]`)).toEqual([
      'test.yaml types.0 (one).supersededBy: a type cannot take its own place',
    ])
  })

  test('is accepted when it does', () => {
    expect(faultsOf(row)).toEqual([])
  })
})
