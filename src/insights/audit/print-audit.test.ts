import { describe, expect, it } from 'vitest'
import { languages } from '../../platform/rules/language.ts'
import { type Audit, auditQuestions } from '../contract/audit.ts'
import { dataKinds } from '../rules/audit-data.ts'
import { layOutAudit } from './lay-out-audit.ts'
import { printAudit } from './print-audit.ts'

const names = { en: 'Hygiene', pl: 'Higienizacja zębów', ru: 'Гигиена', ms: 'Pembersihan gigi' }
const benchmark = { low: 0.75, high: 0.85, source: 'claim', status: 'claim' } as const

const audit: Audit = {
  clinic: { name: 'Gabinet #strong[Klonowa] $x$', currency: 'PLN' },
  asOf: '2026-11-22T10:00:00Z',
  recalled: {
    from: '2025-11-22',
    to: '2026-08-21',
    people: { due: 1240, returned: 744, late: 120, share: 0.6 },
    types: [
      {
        key: 'a',
        names,
        isEnabled: true,
        due: 1240,
        returned: 744,
        late: 120,
        share: 0.6,
        verdict: 'below',
        benchmark,
      },
      {
        key: 'b',
        names,
        isEnabled: false,
        due: 12,
        returned: 5,
        late: 0,
        share: null,
        verdict: 'too_few',
        benchmark,
      },
      {
        key: 'c',
        names,
        isEnabled: false,
        due: 90,
        returned: 80,
        late: 0,
        share: 8 / 9,
        verdict: 'above',
        benchmark,
      },
    ],
  },
  lapsed: {
    patients: 2311,
    byAway: [
      { band: 'away_12_18', patients: 310, yearlyMinor: 6_200_000 },
      { band: 'away_18_24', patients: 0, yearlyMinor: null },
      { band: 'away_24_36', patients: 402, yearlyMinor: null },
      { band: 'away_36_plus', patients: 900, yearlyMinor: 18_250_000 },
    ],
    byOverdue: [
      { band: 'overdue_3_6', patients: 200, yearlyMinor: 5_000_000 },
      { band: 'overdue_6_12', patients: 250, yearlyMinor: 6_000_000 },
      { band: 'overdue_12_plus', patients: 1100, yearlyMinor: 20_000_000 },
    ],
    byDefinition: Array.from({ length: 4 }, (_, index) => ({ key: `d${index}`, names, patients: index })),
    byQuarter: [null, 12_000, 30_000, 81_000].map((fromMinor) => ({
      fromMinor,
      patients: 500,
      yearlyMinor: 400_000,
    })),
    withoutValue: 84,
  },
  gain: {
    visitValueMinor: 24_000,
    visitValueFrom: 'visits',
    steps: [10, 20].map((points) => ({
      points,
      visits: { low: 12 * points, high: 16 * points },
      moneyMinor: { low: 288_000 * points, high: 384_000 * points },
    })),
  },
  data: dataKinds.map((kind, index) => ({
    kind,
    level: (['enough', 'thin', 'missing'] as const)[index % 3] ?? 'thin',
    count: 1000 * index,
    of: index === 0 ? null : 12_000,
  })),
  answers: auditQuestions.map((question, index) => ({
    question,
    answer:
      index % 2 === 0
        ? null
        : { text: 'Rejestracja, raz w roku', by: 'Ewa Zając', at: '2026-11-20T10:00:00Z' },
  })),
}

describe('the printed audit', () => {
  it.each(languages)('is one A4 page in %s', async (language) => {
    const pdf = Buffer.from(await printAudit(audit, { language, country: 'PL', zone: 'Europe/Warsaw' }))
    const text = pdf.toString('latin1')
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(text).toMatch(/\/MediaBox\s*\[0 0 595\.\d+ 841\.\d+\]/)
  })

  it('says in words beside each shape what the shape says', () => {
    const page = layOutAudit(audit, { language: 'pl', country: 'PL', zone: 'Europe/Warsaw' })
    const cells = page.sections.flatMap(({ sheets }) => sheets.flatMap(({ rows }) => rows.flat()))
    expect(cells).toEqual(
      expect.arrayContaining(['▼ poniżej', '▲ powyżej', '● wystarczy', '◐ mało', '○ brak']),
    )
  })

  it('has a dash and no share under 30 cases', () => {
    const page = layOutAudit(audit, { language: 'en', country: 'GB', zone: 'Europe/London' })
    const rows = page.sections.flatMap(({ sheets }) => sheets.flatMap((sheet) => sheet.rows))
    expect(rows).toContainEqual(['Hygiene *', '12', '5', '–', '75–85%', '· under 30: counts only'])
  })
})
