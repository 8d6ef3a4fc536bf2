import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const database = await testDatabase()
const { run: kembali, start } = commandLine(database.connection)
const clinic = ['--name', 'Klinika Klonowa', '--country', 'PL', '--zone', 'Europe/Warsaw'] as const

describe('words that are not understood are a misuse (2), and nothing runs', () => {
  it.each([
    [['nonsense', '--help'], 'no command "nonsense"'],
    [['import'], 'say first what to do: fhir, csv'],
    [['import', 'csv', 'a.csv', 'b.csv'], '"b.csv" is one word too many'],
    [['why'], '<patient> is missing: number in the practice system, or our id'],
    [['audience', 'count'], '<audience> is missing: a YAML file, or the name of a saved audience'],
    [['cleanup', 'assign'], '--owner is missing: whose they are'],
    [['audience', 'count', 'Seniorzy', '--bogus'], 'there is no flag --bogus here'],
  ])('%s', async (words, told) => {
    const said = await kembali(...words)
    expect(said).toMatchObject({ code: 2, out: '' })
    expect(said.err).toContain(told)
  })
})

describe('what a command answers', () => {
  it('help names the whole command, and is no error', async () => {
    const said = await kembali('import', 'csv', '--help')
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toContain('USAGE kembali import csv')
  })

  it('a clinic is made once under one name, in a country and a zone that exist', async () => {
    expect(await kembali('due')).toMatchObject({ code: 1, out: '' })
    expect((await kembali('init', ...clinic)).err).toBe('')
    const again = [
      [['--name', ' Klinika Klonowa ', '--country', 'PL', '--zone', 'Europe/Warsaw'], 'already'],
      [['--name', 'Druga', '--country', 'ZZ', '--zone', 'Europe/Warsaw'], 'no country'],
      [['--name', 'Druga', '--country', 'PL', '--zone', 'Europe/Atlantis'], 'no time zone'],
    ] as const
    for (const [words, told] of again) {
      const said = await kembali('init', ...words)
      expect(said).toMatchObject({ code: 1, out: '' })
      expect(said.err).toContain(told)
    }
    expect(JSON.parse((await kembali('clinics', '--json')).out)).toHaveLength(1)
  })

  it('an import with refused rows is done (0) and lists them in JSON alone on stdout', async () => {
    const file = join(temporaryFolder(), 'patients.csv')
    writeFileSync(
      file,
      'id,last name,birth date,phone\n1,Lis,1980-01-01,12\n2,Wilk\n3,Ryś,1990-02-02,+48601000003\n',
    )
    const said = await kembali('import', 'csv', file, '--json')
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(said.out)).toMatchObject({
      read: 3,
      created: 2,
      refused: [
        { file: 'patients.csv', line: 2, field: 'phone' },
        { file: 'patients.csv', line: 3, field: null },
      ],
      incomplete: [],
    })
  })

  it('an import in which nothing can be read has failed (1), and says so in one line', async () => {
    const folder = temporaryFolder()
    const table = join(folder, 'notes.csv')
    writeFileSync(table, 'colour,weight\nred,3\n')
    const noTable = await kembali('import', 'csv', table)
    expect(noTable).toMatchObject({ code: 1, out: '' })
    expect(noTable.err).toMatch(/^kembali: .*notes\.csv: .*Nothing was imported\n$/)
    const json = await kembali('import', 'csv', table, '--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ created: 0, refused: [{ line: 1 }] })
    const empty = await kembali('import', 'fhir', temporaryFolder())
    expect(empty).toMatchObject({ code: 1, out: '' })
    expect(empty.err).toMatch(/^kembali: .* holds no \.json.*\n$/)
    const alien = join(folder, 'picture.json')
    writeFileSync(alien, 'no JSON at all')
    expect(await kembali('import', 'fhir', alien)).toMatchObject({ code: 1 })
  })

  it('an import of a file that breaks off has failed (1), names the file, and keeps what came before', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `c${index},Nazwisko${index * 7_919},1980-01-01`)
    const whole = gzipSync(['id,last name,birth date', ...rows, ''].join('\n'))
    const file = join(temporaryFolder(), 'cut.csv.gz')
    writeFileSync(file, whole.subarray(0, whole.length - 2_000))
    const table = await kembali('import', 'csv', file)
    expect(table.code).toBe(1)
    expect(table.err).toContain('cut.csv.gz: breaks off')
    const json = await kembali('import', 'csv', file, '--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ incomplete: ['cut.csv.gz'], created: 0 })
    expect(JSON.parse(json.out).unchanged).toBeGreaterThan(1_000)
  })

  it('links for colleagues name a role that exists, and sign-in links a person who may sign in', async () => {
    expect(await kembali('staff', 'link', '--role', 'nurse')).toMatchObject({ code: 2, out: '' })
    expect((await kembali('staff', 'link', '--role', 'front_desk')).out).toMatch(
      /^\/console\/set-up#\S{32}\n$/,
    )
    expect(await kembali('staff', 'sign-in', 'nobody@k.example')).toMatchObject({ code: 1, out: '' })
    expect(await kembali('staff', 'end', 'nobody@k.example')).toMatchObject({ code: 1, out: '' })
  })

  it('an account that takes no answers can be added, and one that cannot work is not', async () => {
    const folder = temporaryFolder()
    const settings = join(folder, 'smtp.yaml')
    writeFileSync(settings, 'host: [\n')
    const broken = await kembali('channel', 'add', 'smtp', '--sender', 'a@k.example', '--settings', settings)
    expect(broken).toMatchObject({ code: 1, out: '' })
    expect(broken.err.split('\n').filter((line) => line.trim().startsWith('at '))).toEqual([])
    writeFileSync(settings, 'host: 127.0.0.1\n')
    const noAddress = await kembali('channel', 'add', 'smtp', '--sender', 'KLONOWA', '--settings', settings)
    expect(noAddress).toMatchObject({ code: 1, out: '' })
    const words = ['channel', 'add', 'loopback-sms', '--sender', 'KLONOWA', '--no-inbound'] as const
    expect(await kembali(...words)).toMatchObject({ code: 0, err: '' })
    const mail = ['channel', 'add', 'smtp', '--sender', 'a@k.example', '--settings', settings] as const
    expect(await kembali(...mail, '--per-second', '0')).toMatchObject({ code: 2 })
    const added = await kembali(...mail, '--per-second', '2')
    expect(added).toMatchObject({ code: 0 })
    expect(added.err).toContain('wait until KEMBALI_PUBLIC_URL')
    const doctor = await kembali('doctor')
    expect(doctor.code).toBe(1)
    expect(doctor.out).toMatch(/FAILED {3}address: .*this machine only.*KEMBALI_PUBLIC_URL/)
  })
})

describe('the folder of the embedded database', () => {
  const program = fileURLToPath(new URL('../../bin/kembali.mjs', import.meta.url))
  const { DATABASE_URL: _, ...environment } = process.env
  const say = (...words: readonly string[]) =>
    spawnSync(process.execPath, [program, ...words], { env: environment, encoding: 'utf8', timeout: 30_000 })

  it('is made by init and serve alone: mistyped, it is refused with those that were meant', () => {
    const folder = temporaryFolder({ 'clinic/pg/PG_VERSION': '18' })
    const mistyped = join(folder, 'clinc')
    for (const words of [['due'], ['clinics'], ['staff', 'list']]) {
      const said = say(...words, '--data-dir', mistyped)
      expect(said).toMatchObject({ status: 1, stdout: '' })
      expect(said.stderr).toMatch(/^kembali: there is no Kembali database in .*clinc\..*kembali init.*\n$/)
      expect(said.stderr).toContain(`Did you mean ${join(folder, 'clinic')}?`)
    }
    const doctor = say('doctor', '--data-dir', mistyped)
    expect(doctor.status).toBe(1)
    expect(doctor.stdout).toContain('there is no Kembali database')
    expect(existsSync(mistyped)).toBe(false)
  })

  it.each(['/proc/kembali', '/proc', '/dev/null/kembali'])(
    'is refused at once where none can be: %s',
    (place) => {
      const words = ['--name', 'A', '--country', 'PL', '--zone', 'Europe/Warsaw', '--data-dir', place]
      const said = say('init', ...words)
      expect(said).toMatchObject({ status: 1, stdout: '' })
      expect(said.stderr).toMatch(/^kembali: The data folder .* cannot be created or written to .*\n$/)
    },
  )
})

it('a reader that has seen enough, as head, ends nothing: a command goes to its end and says how it went', async () => {
  const failing = start('doctor')
  failing.stdout?.destroy()
  let heard = ''
  failing.stderr?.on('data', (chunk: Buffer) => {
    heard += chunk.toString()
  })
  expect(await new Promise((resolve) => failing.on('exit', resolve))).toBe(1)
  expect(heard).toBe('kembali: something must be mended; see above\n')
  const done = start('clinics')
  done.stdout?.destroy()
  expect(await new Promise((resolve) => done.on('exit', resolve))).toBe(0)
})

it('a database that is not there is said in one line', async () => {
  const nowhere = commandLine({ url: 'postgres://kembali:x@127.0.0.1:1/kembali' })
  const said = await nowhere.run('due')
  expect(said).toMatchObject({ code: 1, out: '' })
  expect(said.err).toMatch(/^kembali: the database cannot be reached \(ECONNREFUSED\).*DATABASE_URL.*\n$/)
  const doctor = await nowhere.run('doctor')
  expect(doctor.code).toBe(1)
  expect(doctor.out).toMatch(/FAILED {3}database: .*DATABASE_URL/)
})

it('one Ctrl-C that arrives twice ends the worker in good order', async () => {
  const worker = start('serve', '--role', 'worker')
  const ended = new Promise((resolve) => worker.on('exit', (code) => resolve(code)))
  let heard = ''
  worker.stderr?.on('data', (chunk: Buffer) => {
    const before = heard
    heard += chunk.toString()
    for (const sign of ['Ctrl-C ends it', '"stopping"'])
      if (heard.includes(sign) && !before.includes(sign)) worker.kill('SIGINT')
  })
  expect(await ended).toBe(0)
})
