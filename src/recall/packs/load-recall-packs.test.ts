import { describe, expect, test } from 'vitest'
import { loadRecallPacks, readRecallPack } from './load-recall-packs.ts'

describe('the packs that ship', () => {
  test('hold every row of the programme, each sourced, dated, and named in four languages', async () => {
    const packs = await loadRecallPacks()
    const wanted = [
      [
        'dental',
        ['dental_hygiene', 'dental_perio', 'dental_hygiene_child', 'dental_xray', 'gb_dental_adult'],
      ],
      ['primary_care', ['annual_wellness', 'chronic_quarterly', 'diabetes_hba1c', 'diabetes_eye', 'us_aaa']],
      ['physiotherapy', ['physio_course', 'physio_after_3', 'physio_after_6', 'physio_after_12']],
      ['specialist', ['specialist_follow_up', 'after_diagnosis_review']],
    ] as const
    for (const [specialty, keys] of wanted) {
      for (const key of keys) expect([key, packs.get(key)?.specialty]).toEqual([key, specialty])
    }
    const countries = new Set([...packs.values()].map(({ country }) => country))
    expect([...countries].sort()).toEqual(['GB', 'MY', 'PL', 'RU', 'US', null])
    for (const type of packs.values()) {
      expect(type.source.length).toBeGreaterThan(20)
      expect(type.reviewOn === undefined || type.reviewOn > type.verifiedOn).toBe(true)
      expect(Object.values(type.names).every((name) => name.length > 3)).toBe(true)
    }
  })

  test('mark as unverified what only a secondary source or memory says', async () => {
    const packs = await loadRecallPacks()
    const statusOf = (key: string) => packs.get(key)?.status
    expect(['pl_mammography', 'pl_colonoscopy', 'ru_dispensary_40', 'gb_copd'].map(statusOf)).toEqual(
      Array.from({ length: 4 }, () => 'suggested'),
    )
    expect(['us_mammogram', 'my_hpv', 'ru_fit_65', 'gb_breast'].map(statusOf)).toEqual(
      Array.from({ length: 4 }, () => 'unverified'),
    )
  })

  test('let perio take the place of hygiene', async () => {
    const packs = await loadRecallPacks()
    expect(packs.get('dental_hygiene')?.supersededBy).toContain('dental_perio')
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

  test('names both fallbacks at once, or is once in a life without saying how it was done', () => {
    const both = row.replace('[{ kind: any_visit }]', '[{ kind: any_visit }, { kind: never_done }]')
    expect(faultsOf(both)).toEqual([
      'test.yaml types.0.triggers: any_visit and never_done exclude each other',
    ])
    expect(faultsOf(row.replace('{ months: 6 }', 'once'))[0]).toContain('test.yaml types.0.interval')
  })

  test('is accepted when it does', () => {
    expect(faultsOf(row)).toEqual([])
  })
})
