import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { anna, annaAgain, DuplicatesClinic } from '../support/duplicates-clinic.ts'

const database = await testDatabase()
const { run: kembali } = commandLine(database.connection)
let clinic: DuplicatesClinic

beforeAll(async () => {
  clinic = await DuplicatesClinic.open(database.connection, 'duplicate commands')
  await clinic.bring(anna, annaAgain, 'C,Jan,Kowalski,1970-01-02,male,600100403,,,,,,yes')
})
afterAll(async () => clinic.close())

describe('kembali duplicates', () => {
  it('finds pairs and lists them by numbers and findings, without names', async () => {
    const found = await kembali('duplicates', 'find', '--json')
    expect(JSON.parse(found.out)).toEqual({ patients: 3, compared: 1, proposed: 1, merged: 0 })
    const { code, out } = await kembali('duplicates', 'list')
    expect(code).toBe(0)
    expect(out).toMatch(/99\.9 % .*given variant, family same, birthDate same/)
    expect(out).not.toContain('Zawadzka')
  })

  it('merges a pair, shows it, and takes it back', async () => {
    const merged = await kembali('duplicates', 'merge', 'A', 'B', '--survivor', 'B', '--json')
    expect(JSON.parse(merged.out)).toMatchObject({ survivorId: await clinic.idOf('B') })
    const listed = await kembali('duplicates', 'list', '--state', 'merged', '--json')
    expect(JSON.parse(listed.out).rows).toMatchObject([
      { canUndo: true, decision: { by: 'kembali duplicates' } },
    ])
    expect(await kembali('duplicates', 'merge', 'A', 'B')).toMatchObject({ code: 1, out: '' })
    expect(await kembali('duplicates', 'undo', 'A', 'B')).toMatchObject({ code: 0 })
    expect(await clinic.pairs('kept_apart')).toEqual(['A+B'])
  })

  it('keeps a pair apart', async () => {
    expect(await kembali('duplicates', 'apart', 'B', 'A')).toMatchObject({ code: 0 })
    expect((await kembali('duplicates', 'list')).out).toBe('No pair is proposed.\n')
  })

  it('says what is wrong: no such pair, no such patient, one patient twice, a word that is none', async () => {
    const noPair = await kembali('duplicates', 'merge', 'A', 'C')
    expect(noPair.code).toBe(1)
    expect(noPair.err).toContain('no pair that the search has found')
    expect((await kembali('duplicates', 'apart', 'A', 'Z')).code).toBe(1)
    expect((await kembali('duplicates', 'apart', 'A', 'A')).code).toBe(2)
    expect((await kembali('duplicates', 'list', '--state', 'maybe')).code).toBe(2)
    expect((await kembali('duplicates', 'find', '--everything')).code).toBe(2)
    expect((await kembali('duplicates', '--help')).out).toContain('undo')
  })
})
