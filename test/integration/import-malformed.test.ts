import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { fhirFolder, ImportClinic, ndjson } from '../support/import-clinic.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const database = await testDatabase()
let clinic: ImportClinic
let seed = 0

beforeEach(async () => {
  seed += 1
  clinic = await ImportClinic.open(database.connection, { seed: `malformed ${seed}` })
})
afterEach(async () => clinic.db.close())

const person = (id: string) => ({ resourceType: 'Patient', id, name: [{ text: `Person ${id}` }] })
const stored = async () =>
  (await clinic.rows<{ external_id: string }>('patients.patient', 'external_id')).map(
    (row) => row.external_id,
  )

/** A file of `before`, one line of `size` bytes, `after`, made without holding it. */
async function withLongLine(
  name: string,
  parts: { before: string; after: string; size: number; start: string },
) {
  const path = join(temporaryFolder(), name)
  const block = 'x'.repeat(1024 * 1024)
  const pieces = function* () {
    yield parts.before + parts.start
    for (let written = 0; written < parts.size; written += block.length) yield block
    yield `\n${parts.after}`
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path))
  return path
}

describe('FHIR', () => {
  it('refuses the lines that are no JSON or no resource, and takes the others', async () => {
    const lines = [
      JSON.stringify(person('1')),
      '{"resourceType":"Patient","id":"2"',
      '[]',
      '"Patient"',
      '{"resourceType":"Patient"}',
      'null',
      '',
      JSON.stringify(person('3')),
    ]
    const summary = await clinic.fhir(fhirFolder({ 'Patient.ndjson': lines.join('\n') }))
    expect(await stored()).toEqual(['1', '3'])
    expect(summary.refused).toEqual(
      [
        [2, 'not valid JSON'],
        [3, 'not a FHIR resource: it has no resourceType'],
        [4, 'not a FHIR resource: it has no resourceType'],
        [5, 'the Patient has no id of at most 200 characters'],
        [6, 'not a FHIR resource: it has no resourceType'],
      ].map(([line, reason]) => ({ file: 'Patient.ndjson', line, field: null, reason })),
    )
  })

  it('keeps what came before the place where a compressed file was cut off', async () => {
    const people = Array.from({ length: 20_000 }, (_, index) => person(String(100_000 + index)))
    const packed = gzipSync(ndjson(people))
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'Patient.ndjson.gz'), packed.subarray(0, packed.length - 2_000))
    writeFileSync(join(folder, 'Patient2.ndjson'), ndjson([person('after')]))
    const summary = await clinic.fhir(folder)
    expect(summary.refused).toMatchObject([
      { file: 'Patient.ndjson.gz', field: null, reason: expect.stringContaining('ends early') },
    ])
    expect(summary.refused[0]?.line).toBeGreaterThan(10_000)
    const ids = await stored()
    expect(ids).toContain('after')
    expect(ids.length).toBeGreaterThan(10_000)
  })

  it('keeps the entries before the place where a compressed bundle was cut off', async () => {
    const entry = Array.from({ length: 3_000 }, (_, index) => ({ resource: person(String(1_000 + index)) }))
    const packed = gzipSync(JSON.stringify({ resourceType: 'Bundle', entry }, null, 1))
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'bundle.json.gz'), packed.subarray(0, packed.length - 500))
    const summary = await clinic.fhir(folder)
    expect(summary.refused).toMatchObject([
      { file: 'bundle.json.gz', reason: expect.stringContaining('ends early') },
    ])
    expect(summary.created).toBeGreaterThan(1_000)
    expect(summary.created).toBeLessThan(3_000)
  })

  it('refuses a compressed file that is damaged, or is no JSON at all', async () => {
    const damaged = gzipSync(JSON.stringify(person('1')))
    damaged.fill(0xff, 12, 30)
    const folder = temporaryFolder({
      'b.json': 'Dear colleague, …',
      'c.json': '',
      'd.json': '{"resourceType":"Bundle","entry":[',
    })
    writeFileSync(join(folder, 'a.json.gz'), damaged)
    writeFileSync(join(folder, 'e.json'), JSON.stringify(person('fine')))
    const summary = await clinic.fhir(folder)
    expect(summary.refused.map(({ file, line }) => [file, line])).toEqual([
      ['a.json.gz', 1],
      ['b.json', 1],
      ['c.json', 1],
      ['d.json', 1],
    ])
    expect(await stored()).toEqual(['fine'])
  })

  it('reads past a line of 200 MB, in memory that does not grow with it', async () => {
    const path = await withLongLine('Patient.ndjson', {
      before: ndjson([person('1')]),
      start: '{"resourceType":"Patient","id":"long","note":"',
      size: 200 * 1024 * 1024,
      after: ndjson([person('2')]),
    })
    const before = process.memoryUsage.rss()
    const summary = await clinic.fhir(path)
    expect(summary.refused).toEqual([
      { file: 'Patient.ndjson', line: 2, field: null, reason: 'the line is longer than 32 MiB' },
    ])
    expect(await stored()).toEqual(['1', '2'])
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024)
  })

  it('takes out what no text may hold', async () => {
    const name = [{ text: 'Anna\u0000 \ud800Kos\u0007' }]
    expect(await clinic.resources([{ ...person('1'), name }])).toMatchObject({ created: 1, refused: [] })
    expect(await clinic.rows('patients.patient', 'id')).toMatchObject([{ full_name: 'Anna \ufffdKos' }])
  })

  it('keeps a waiting row whose text no JSON column may hold', async () => {
    const visit = {
      resourceType: 'Encounter',
      id: 'v',
      status: 'finished',
      subject: { reference: 'Patient/x\u0000y' },
      reasonCode: [{ text: '\ud800' }],
    }
    expect(await clinic.resources([visit])).toMatchObject({ waiting: 1, refused: [] })
  })

  it('refuses dates that do not exist, and never the rows around them', async () => {
    const visit = (id: string, start: string) => ({
      resourceType: 'Encounter',
      id,
      status: 'finished',
      subject: { reference: 'Patient/1' },
      period: { start },
    })
    const summary = await clinic.resources([
      person('1'),
      visit('a', '2026-02-30T10:00:00Z'),
      visit('b', '9999999-01-01'),
      visit('c', '2026-01-01T25:00:00Z'),
      visit('d', '2026-01-01T10:00:00+99:00'),
      visit('e', '2026-01-01T10:00:00Z'),
    ])
    expect(summary).toMatchObject({ created: 6 })
    expect(summary.refused.map(({ line, field }) => [line, field])).toEqual(
      [2, 3, 4, 5].map((line) => [line, 'Encounter.period.start']),
    )
  })
})

describe('CSV', () => {
  const header = 'id,name,birth date,phone\n'

  it('refuses rows that are cut, too wide or hold an open quote, and takes the others', async () => {
    const table = `${header}1,Anna Kos,1980-01-01,\n2,Jan\n3,Ewa,1980-01-01,,extra\n4,"Ola,1980-01-01,\n5,Iza Lis,1980-01-01,\n6,Jan Ryś,1980-01-01,,,\n`
    const summary = await clinic.csv(table)
    expect(await stored()).toEqual(['1', '5', '6'])
    expect(summary.refused.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'has 2 cells, the header has 4'],
      [4, 'has 5 cells, the header has 4'],
      [5, 'a quote that opens here is never closed'],
    ])
  })

  it('reads past a line of 200 MB, in memory that does not grow with it', async () => {
    const path = await withLongLine('patients.csv', {
      before: `${header}1,Anna Kos,,\n`,
      start: '2,',
      size: 200 * 1024 * 1024,
      after: '3,Ewa Lis,,\n',
    })
    const before = process.memoryUsage.rss()
    const summary = await clinic.csvFile(path)
    expect(summary.refused).toEqual([
      { file: 'patients.csv', line: 3, field: null, reason: 'the line is longer than 1 MiB' },
    ])
    expect(await stored()).toEqual(['1', '3'])
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024)
  })

  it('keeps hostile formulas as the plain text they are', async () => {
    const hostile = `=cmd|' /C calc'!A0`
    expect(await clinic.csv(`${header}=1+1,"${hostile}",=1+1,=1+1\n`)).toMatchObject({
      created: 1,
      refusedCount: 2,
    })
    expect(await clinic.rows('patients.patient', 'id')).toMatchObject([
      { external_id: '=1+1', full_name: hostile },
    ])
  })

  it.each([
    ['windows-1250', 'Żaneta Wiśniewska', 'Łódź'],
    ['windows-1251', 'Пётр Щукин', 'Тверь'],
    ['iso-8859-2', 'Żaneta Wiśniewska', 'Łódź'],
  ])('in %s is read without being told', async (encoding, name, city) => {
    const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, value) => value))
    const table = Buffer.from(
      [...`id,name,city,phone\n1,${name},${city},\n`].map((letter) => letters.indexOf(letter)),
    )
    expect(await clinic.csv(table)).toMatchObject({ created: 1, refused: [] })
    expect(await clinic.rows('patients.patient', 'id')).toMatchObject([{ full_name: name, city }])
  })

  it('refuses the rows whose bytes are not of the encoding, and takes the others', async () => {
    const good = Array.from({ length: 30 }, (_, index) => `${index},Żółć Łęcka ${index},,\n`).join('')
    const table = Buffer.concat([
      Buffer.from(header + good),
      Buffer.from([0x39, 0x39, 0x2c, 0xff, 0xfe, 0x2c, 0x2c, 0x0a]),
    ])
    const summary = await clinic.csv(table)
    expect(summary).toMatchObject({ created: 30 })
    expect(summary.refused).toMatchObject([
      { line: 32, field: 'name', reason: expect.stringContaining('not utf-8') },
    ])
  })

  it('is not misled by words that every object knows, nor by texts longer than any index takes', async () => {
    const word = 'constructor'
    const long = 'ł'.repeat(5_000)
    const table = `id,name,sex,language,country,sms consent\n1,${word},${word},${word},${word},${word}\n2,${long},,,,\n${long},Anna,,,,\n`
    expect(await clinic.csv(table)).toMatchObject({ created: 2 })
    expect(
      (await clinic.rows<{ full_name: string }>('patients.patient', 'external_id')).map(
        (row) => row.full_name.length,
      ),
    ).toEqual([11, 300])
    const code = { coding: [{ code: long, display: long }] }
    const subject = { reference: `Patient/${long}` }
    const visit = { resourceType: 'Encounter', id: long, status: word, subject }
    const condition = { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/1' }, code }
    const summary = await clinic.fhir(
      fhirFolder({
        'x.ndjson': ndjson([
          visit,
          { ...visit, id: 'v' },
          { ...person('1'), name: [{ text: long }] },
          condition,
        ]),
      }),
    )
    expect(summary).toMatchObject({ created: 2, refusedCount: 2 })
  })

  it('reads UTF-16, zero bytes, old line ends and empty lines', async () => {
    expect(
      await clinic.csv(Buffer.from(`\ufeff${header}1,Ala Żak,,\r\n`, 'utf16le'), { source: 'a' }),
    ).toMatchObject({ created: 1, refused: [] })
    expect(
      await clinic.csv('id;name;phone\r1;Ala\u0000 Kot;\r\r2;Ola Kot;\r', { source: 'b' }),
    ).toMatchObject({ created: 2, refused: [] })
    expect(await clinic.csv('\n\nid,name,phone\n\n1,Ala Kot,\n,,\n', { source: 'c' })).toMatchObject({
      read: 1,
      created: 1,
      refused: [],
    })
  })

  it.each([
    ['', 'the file is empty'],
    ['a,b,c\n1,2,3\n', 'do not tell what the rows are'],
    ['id,patient,start\n1,2,3\n', 'do not tell what the rows are'],
  ])('that makes no sense is refused at its header: %j', async (table, reason) => {
    expect((await clinic.csv(table)).refused).toMatchObject([
      { line: 1, field: null, reason: expect.stringContaining(reason) },
    ])
  })

  it('keeps what came before the place where a compressed table was cut off', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `${index},Person ${index * 7919},,\n`).join('')
    const packed = gzipSync(header + rows)
    const summary = await clinic.csv(packed.subarray(0, packed.length - 3_000), { name: 'patients.csv.gz' })
    expect(summary.refused).toMatchObject([{ field: null, reason: expect.stringContaining('ends early') }])
    expect(summary.created).toBeGreaterThan(20_000)
    expect(summary.refused[0]?.line).toBe(summary.created + 2)
  })

  it('that is not there, or is a folder, is told in words', async () => {
    await expect(clinic.csvFile('/nowhere/patients.csv')).rejects.toThrow('there is no such file')
    await expect(clinic.csvFile(temporaryFolder())).rejects.toThrow('this is a folder, not a file')
  })
})
