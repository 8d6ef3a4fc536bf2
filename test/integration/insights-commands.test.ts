import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CampaignClinic, campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

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

describe('the command lines of the recall model', () => {
  const commands = [
    'recall list',
    'recall enable dental_xray --by Lis',
    'recall diff dental_xray dental_hygiene',
    'audit',
    'audience list',
    'audience count everybody',
    'audience list everybody',
    'audience explain everybody',
    'why p1',
    'why p1 --type dental_hygiene',
    'cleanup list',
    'cleanup assign --owner Ewa --by Jan',
  ]

  it('begin with an audience that is saved', async () => {
    const file = join(temporaryFolder(), 'everybody.yaml')
    await writeFile(file, 'programme: { kind: one_off }\ncriteria: { kind: age, from: 1 }\n')
    expect(await kembali('audience', 'save', file, '--name', 'everybody')).toMatchObject({ code: 0 })
  })

  it.each(commands)('%s answers people and programs, and nothing else is on stdout', async (line) => {
    const table = await kembali(...line.split(' '))
    expect(table).toMatchObject({ code: 0, err: '' })
    expect(table.out).not.toBe('')
    const json = await kembali(...line.split(' '), '--json')
    expect(json).toMatchObject({ code: 0, err: '' })
    expect(() => JSON.parse(json.out)).not.toThrow()
  })

  const names = [...commands, 'recall disable', 'cleanup done'].map(
    (line) => /^(recall|audience|cleanup)? ?\w+/.exec(line)?.[0],
  )
  it.each([...new Set(names)])('%s --help tells its words and --json', async (name = '') => {
    const help = await kembali(...name.split(' '), '--help')
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain(`USAGE kembali ${name}`)
    expect(help.out).toContain('--json')
  })

  it.each([
    ['recall enable nonsense --by Jan', 2, /no pack has nonsense; there are: .*dental_hygiene/],
    ['recall enable  --by Jan', 2, /<type> is empty/],
    ['recall disable nonsense --by Jan', 1, /nonsense is not enabled: see "kembali recall list"/],
    ['recall diff dental_xray nonsense', 2, /no pack has nonsense; there are/],
    ['audit --pdf /no/such/folder/a.pdf', 1, /a\.pdf: \/no\/such\/folder is no folder/],
    ['audit --pdf ', 2, /--pdf needs a value/],
    ['audience count nobody', 2, /"nobody" is neither a saved audience nor a file/],
    ['audience explain ', 2, /<audience> is empty/],
    ['why p99 --type dental_hygiene', 1, /no patient has the number or id "p99"/],
    ['why p1 --type nonsense', 1, /nonsense is no recall type: see "kembali recall list"/],
    ['cleanup list --kind nonsense', 2, /--kind must be one of duplicate/],
    ['cleanup list --kind drift --after x', 2, /--after is no place/],
    ['cleanup assign --owner Ewa --by Jan --kind drift --item x', 1, /none of these items is open/],
    ['cleanup done x --kind drift --decision cannot_tell --by Jan', 1, /nothing to do about this item/],
    [
      'cleanup done x --kind no_birth_date --decision born --value 2024-02-31 --by Jan',
      2,
      /"2024-02-31" is no day; write 2024-03-14/,
    ],
  ] as const)('%s ends with %i and says what to mend', async (line, code, told) => {
    const said = await kembali(...line.split(' '))
    expect(said).toMatchObject({ code, out: '' })
    expect(said.err).toMatch(told)
    expect(said.err).not.toMatch(/^ {4}at /m)
  })
})
