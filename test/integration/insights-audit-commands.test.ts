import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CampaignClinic, campaignClinic } from '../support/campaign-clinic.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const database = await testDatabase()
const { run: kembali } = commandLine(database.connection)
let clinic: CampaignClinic

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 3 })
})

afterAll(async () => {
  await clinic.db.close()
})

describe('on the command line', () => {
  it('the audit is a page for people and JSON for programs, and names no patient', async () => {
    const page = await kembali('audit')
    expect(page).toMatchObject({ code: 0 })
    expect(page.out).toContain('What more recall would bring: too few were due to say.')
    expect(page.out).toContain('Who recalls patients today? Not answered')
    expect(page.out).not.toContain('Pacjent')
    const json = await kembali('audit', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ recalled: { people: { share: null } } })
  })

  it('an answer is kept under a name; one to no question or by nobody is refused', async () => {
    expect(await kembali('audit', 'answer', 'who', 'Rejestracja', '--by', 'Ewa Zając')).toMatchObject({
      code: 0,
    })
    expect((await kembali('audit')).out).toContain('Who recalls patients today? Rejestracja (Ewa Zając')
    expect(await kembali('audit', 'answer', 'why', 'x', '--by', 'Ewa')).toMatchObject({ code: 2, out: '' })
    expect(await kembali('audit', 'answer', 'who', 'x')).toMatchObject({ code: 2, out: '' })
    expect(await kembali('audit', 'answer', 'who', 'x'.repeat(501), '--by', 'Ewa')).toMatchObject({ code: 2 })
  })

  it('the value of a visit is what the clinic says, until its records tell', async () => {
    expect(await kembali('audit', 'visit-value', '310', '--by', 'Ewa Zając')).toMatchObject({ code: 0 })
    expect(JSON.parse((await kembali('audit', '--json')).out)).toMatchObject({
      gain: { visitValueMinor: 31_000, visitValueFrom: 'clinic' },
    })
    expect(await kembali('audit', 'visit-value', 'much', '--by', 'Ewa')).toMatchObject({ code: 2 })
  })

  it('it is printed into a file in the language asked for, and not in one that is none', async () => {
    const file = join(temporaryFolder(), 'audit.pdf')
    expect(await kembali('audit', '--pdf', file, '--language', 'ru')).toMatchObject({ code: 0 })
    expect((await readFile(file, 'latin1')).startsWith('%PDF-')).toBe(true)
    expect(await kembali('audit', '--pdf', file, '--language', 'de')).toMatchObject({ code: 2, out: '' })
    expect(await kembali('audit', '--pdf', join(file, 'no', 'folder.pdf'))).toMatchObject({
      code: 1,
      out: '',
    })
  })

  it('help names what is below it, and a word that is none is refused', async () => {
    const help = await kembali('audit', '--help')
    expect(help).toMatchObject({ code: 0 })
    expect(help.out).toContain('visit-value')
    expect(await kembali('audit', 'everything')).toMatchObject({ code: 2, out: '' })
  })
})
