import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CleanupClinic } from '../support/cleanup-clinic.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const { run: kembali } = commandLine(database.connection)
let clinic: CleanupClinic

beforeAll(async () => {
  clinic = await CleanupClinic.open(database.connection, 'cleanup commands')
})
afterAll(async () => clinic.close())

describe('kembali cleanup', () => {
  it('lists what there is by kind and item, without names', async () => {
    const { code, out } = await kembali('cleanup', 'list')
    expect(code).toBe(0)
    expect(out).toMatch(/^duplicate +1 +1 /m)
    expect(out).toMatch(/^no_contact .* B +no address/m)
    expect(out).not.toContain('Zawadzka')
  })

  it('lists one kind as JSON, with how to go on', async () => {
    const listed = JSON.parse((await kembali('cleanup', 'list', '--kind', 'drift', '--json')).out)
    expect(listed).toMatchObject({ rows: [{ kind: 'drift', number: 'F', owner: null }], next: null })
    expect(listed.kinds).toHaveLength(7)
  })

  it('gives to a named person, shows what they have, and counts what is done', async () => {
    const given = await kembali('cleanup', 'assign', '--owner', 'Ewa Zając', '--by', 'Jan Lis', '--json')
    expect(JSON.parse(given.out)).toMatchObject({ owner: 'Ewa Zając', items: 6 })
    const item = await clinic.itemOf('no_birth_date')
    const born = ['--decision', 'born', '--value', '1961-02-03', '--by', 'Ewa Zając']
    expect(await kembali('cleanup', 'done', item, '--kind', 'no_birth_date', ...born)).toMatchObject({
      code: 0,
      out: 'Done.\n',
    })
    const { out } = await kembali('cleanup', 'list', '--owner', 'Ewa Zając')
    expect(out).toMatch(/Ewa Zając +1 +6 /)
    expect(out).toContain('1 of 6 done')
    expect((await kembali('cleanup', 'list', '--owner', 'nobody')).out).toContain('Nothing to clean up.')
    expect(
      await kembali('cleanup', 'undo', item, '--kind', 'no_birth_date', '--by', 'Ewa Zając'),
    ).toMatchObject({
      code: 0,
    })
  })

  it('says why a patient stays away', async () => {
    const item = await clinic.itemOf('drift')
    const words = ['cleanup', 'done', item, '--kind', 'drift', '--decision', 'reason', '--by', 'Ewa Zając']
    expect((await kembali(...words, '--value', 'bored')).code).toBe(2)
    const said = await kembali(...words, '--value', 'no_time', '--reason', 'New job', '--json')
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(said.out)).toEqual({ item, decision: 'reason' })
    expect(await clinic.numbers('drift')).toEqual([])
    expect((await kembali('why', 'F')).out).toMatch(/drift_reason\.recorded +no_time/)
    expect((await kembali('lapsed', '--over-days', '365')).out).toMatch(/^F .*no_time/m)
  })

  it('says what is wrong in one line', async () => {
    const item = await clinic.itemOf('no_contact')
    const done = ['cleanup', 'done', item, '--kind', 'no_contact', '--by', 'Ewa']
    expect((await kembali('cleanup', 'list', '--kind', 'dust')).code).toBe(2)
    expect((await kembali('cleanup', 'list', '--after', 'x')).code).toBe(2)
    expect((await kembali('cleanup', 'assign', '--owner', 'Ewa')).code).toBe(2)
    expect((await kembali(...done, '--decision', 'merge')).code).toBe(2)
    expect((await kembali(...done, '--decision', 'contact')).code).toBe(2)
    const nonsense = await kembali(...done, '--decision', 'contact', '--value', 'no number')
    expect(nonsense.code).toBe(1)
    expect(nonsense.err).toContain('neither a phone number nor an e-mail address')
    expect(
      (await kembali('cleanup', 'done', 'x', '--kind', 'drift', '--decision', 'cannot_tell', '--by', 'E'))
        .code,
    ).toBe(1)
    expect((await kembali('cleanup', '--help')).out).toContain('assign')
    expect((await kembali('cleanup', 'done', '--help')).out).toContain('none_to_be_had')
  })
})
