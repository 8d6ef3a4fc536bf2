import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CampaignClinic, campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const { run: kembali } = commandLine(database.connection)
let clinic: CampaignClinic
let campaignId: string

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 3 })
  const document = await shippedDocument('recall')
  campaignId = await clinic.start({ ...document, holdOutShare: 0 }, 'Jesienna')
  await clinic.work()
})

afterAll(async () => {
  await clinic.db.close()
})

describe('on the command line', () => {
  it('the report of a campaign is a table for people and JSON for programs', async () => {
    const table = await kembali('report', 'campaign', campaignId)
    expect(table).toMatchObject({ code: 0 })
    expect(table.out).toContain('Jesienna: running')
    expect(table.out).toMatch(/sent\s+3/)
    expect(table.out).toContain('Nobody was held out')
    const json = await kembali('report', 'campaign', campaignId, '--json')
    expect(JSON.parse(json.out)).toMatchObject({
      funnel: { enrolled: 3, sent: 3 },
      proof: { verdict: 'no_hold_out' },
      campaign: { startedAt: '2026-11-24T09:00:00Z' },
    })
  })

  it('a campaign that is none is said so, and one that is not named is a misuse', async () => {
    expect(await kembali('report', 'campaign', '00000000-0000-4000-8000-000000000000')).toMatchObject({
      code: 1,
      out: '',
    })
    expect(await kembali('report', 'campaign', 'autumn')).toMatchObject({ code: 2, out: '' })
  })

  it('why tells each reason of one patient and of nobody else', async () => {
    const table = await kembali('why', 'p1')
    expect(table).toMatchObject({ code: 0 })
    expect(table.out).toContain('all_clear')
    expect(table.out).toContain('recall_invitation')
    expect(table.out).not.toContain('Pacjent')
    const json = await kembali('why', clinic.patients[1]?.id ?? '', '--json')
    const entries: { kind: string; replayed?: { agrees: boolean } }[] = JSON.parse(json.out)
    expect(
      entries.filter(({ kind }) => kind === 'decision').every(({ replayed }) => replayed?.agrees === true),
    ).toBe(true)
    expect(await kembali('why', 'p99')).toMatchObject({ code: 1, out: '' })
  })
})
