import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../src/platform/db/pool.ts'
import { type CampaignClinic, campaignClinic } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const program = fileURLToPath(new URL('../../bin/kembali.mjs', import.meta.url))
let clinic: CampaignClinic

// A dental clinic in Poland with dental_hygiene on; three patients were here 190 days before.
beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 3 })
})
afterAll(async () => {
  await clinic.db.close()
})

function urlOf(connection: Connection): string {
  if ('url' in connection) return connection.url
  const { host, port, user, password, database: name } = connection
  const place = new URLSearchParams({ host, ...(port === undefined ? {} : { port: String(port) }) })
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${name}?${place}`
}

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function kembali(...words: readonly string[]): Promise<Said> {
  const environment = { ...process.env, DATABASE_URL: urlOf(database.connection) }
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env: environment }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

const listed = async (...words: readonly string[]): Promise<readonly { key: string; state: string }[]> => {
  const { code, out } = await kembali('recall', 'list', '--json', ...words)
  expect(code).toBe(0)
  return JSON.parse(out)
}
const keysOf = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key)

describe('recall list', () => {
  test('offers what is for this country and for any, with review dates, and says what is on', async () => {
    const rows = await listed()
    expect(keysOf(rows)).toEqual(
      expect.arrayContaining(['dental_hygiene', 'pl_mammography', 'annual_wellness']),
    )
    expect(keysOf(rows)).not.toContain('us_mammogram')
    expect(rows.find(({ key }) => key === 'dental_hygiene')).toMatchObject({
      state: 'on',
      enabledBy: 'dr Anna Lis',
      reviewOn: '2027-11-22',
      isReviewOverdue: false,
      interval: { months: 6, days: 1 },
    })
    const table = await kembali('recall', 'list')
    expect(table.out).toMatch(/dental_hygiene .*6 mo 1 d .*on .*dr Anna Lis .*2027-11-22/)
  })

  test('is narrowed by country and by specialty; what is on is always there', async () => {
    const american = await listed('--country', 'us', '--specialty', 'primary_care')
    expect(keysOf(american)).toEqual(
      expect.arrayContaining(['us_mammogram', 'annual_wellness', 'dental_hygiene']),
    )
    expect(keysOf(american)).not.toEqual(expect.arrayContaining(['pl_mammography']))
    expect(keysOf(american)).not.toContain('dental_perio')
    expect(keysOf(await listed('--country', 'all'))).toEqual(
      expect.arrayContaining(['us_mammogram', 'pl_mammography', 'ru_fit_40', 'my_hpv', 'gb_bowel']),
    )
  })

  test.each([
    ['--country', 'xx'],
    ['--specialty', 'magic'],
  ])('%s %s is a misuse that names what there is', async (name, value) => {
    const said = await kembali('recall', 'list', name, value)
    expect([said.code, said.out]).toEqual([2, ''])
    expect(said.err).toContain(name === '--country' ? 'PL' : 'primary_care')
  })
})

describe('recall enable, diff, disable', () => {
  test('say in JSON what they changed, and the diff what a type would', async () => {
    const diff = JSON.parse((await kembali('recall', 'diff', 'dental_xray', '--json')).out)
    expect(diff).toMatchObject([{ key: 'dental_xray', state: 'new', effect: { opened: 0 } }])
    const on = await kembali('recall', 'enable', 'dental_xray', '--by', 'dr Lis', '--json')
    expect(JSON.parse(on.out)).toMatchObject({ enabled: ['dental_xray'], opened: 0 })
    const off = await kembali('recall', 'disable', 'dental_xray', '--by', 'dr Lis', '--json')
    expect(JSON.parse(off.out)).toMatchObject({ disabled: 'dental_xray', closed: 0 })
    expect(await kembali('recall', 'disable', 'dental_xray', '--by', 'dr Lis')).toMatchObject({ code: 1 })
    expect(await kembali('recall', 'disable', 'dental_hygiene', '--by', ' ')).toMatchObject({ code: 2 })
  })

  test.each(['list', 'enable', 'disable', 'diff'])('recall %s --help says what it takes', async (name) => {
    const { code, out } = await kembali('recall', name, '--help')
    expect(code).toBe(0)
    expect(out).toContain('--json')
  })
})

describe('why --type', () => {
  test('tells the arithmetic of a due date', async () => {
    const table = await kembali('why', 'p1', '--type', 'dental_hygiene')
    expect(table.code).toBe(0)
    expect(table.out).toMatch(/counts from\s+visit hygiene 2026-05-18 \(dental_hygiene\)/)
    expect(table.out).toMatch(/computed\s+2026-11-19 = 2026-05-18 \+ 6 months \+ 1 day\n/)
    const json = JSON.parse((await kembali('why', 'p1', '--type', 'dental_hygiene', '--json')).out)
    expect(json).toMatchObject({
      obstacle: null,
      dueComputed: '2026-11-19',
      interval: { months: 6, days: 1, from: 'type' },
      isSettled: true,
    })
    expect(table.out).not.toContain('Pacjent')
  })

  test('says why a type is not due, and what is no type or not enabled', async () => {
    await kembali('recall', 'enable', 'dental_perio', '--by', 'dr Lis')
    const none = await kembali('why', 'p1', '--type', 'dental_perio')
    expect(none.out).toMatch(/answer\s+no cycle: nothing_starts_it/)
    const off = await kembali('why', 'p1', '--type', 'annual_wellness')
    expect([off.code, off.err.includes('is not enabled')]).toEqual([1, true])
    const unknown = await kembali('why', 'p1', '--type', 'magic')
    expect([unknown.code, unknown.err.includes('is no recall type')]).toEqual([1, true])
  })
})
