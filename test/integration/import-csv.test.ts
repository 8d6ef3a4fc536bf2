import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { changes, ImportClinic, importedAt, noChanges } from '../support/import-clinic.ts'
import { someoneWaits } from '../support/someone-waits.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const database = await testDatabase()
let clinic: ImportClinic
let seed = 0

beforeEach(async () => {
  seed += 1
  clinic = await ImportClinic.open(database.connection, { seed: `csv ${seed}` })
})
afterEach(async () => clinic.db.close())

const patients = async () => clinic.rows<Record<string, unknown>>('patients.patient', 'external_id')
const refusals = (summary: {
  refused: readonly { line: number | null; field: string | null; reason: string }[]
}) => summary.refused.map(({ line, field, reason }) => ({ line, field, reason }))

describe('a table of patients', () => {
  it('is read with the column names of a Polish clinic', async () => {
    const table =
      '\ufeffNr pacjenta;Nazwisko;Imię;Data urodzenia;Płeć;Telefon komórkowy;E-mail;Miejscowość\r\n17;Wiśniewska;Żaneta;03.04.1975;K;600 100 301;Z.Wisniewska@Example.pl;Łódź\r\n'
    expect(await clinic.csv(table)).toMatchObject({ read: 1, created: 1, refused: [] })
    expect(await patients()).toMatchObject([
      {
        external_id: '17',
        full_name: 'Żaneta Wiśniewska',
        birth_date: Temporal.PlainDate.from('1975-04-03'),
        sex: 'female',
        city: 'Łódź',
      },
    ])
    expect(await clinic.rows('patients.contact_point', 'value')).toMatchObject([
      { value: '+48600100301' },
      { value: 'z.wisniewska@example.pl' },
    ])
  })

  it('is read with the column names of a Russian and a Malay clinic', async () => {
    const russian =
      'Код;ФИО;Телефоны;Дата рождения\n1;Иванова Анна Петровна;+7 912 345-67-89, 8 495 123 45 67;14.03.1959\n'
    expect(await clinic.csv(russian, { source: 'ru' })).toMatchObject({ created: 1, refusedCount: 1 })
    const malay =
      'No Pesakit,Nama,Tarikh Lahir,No Telefon Bimbit\nA1,Siti binti Ahmad,14/03/1959,+60 12-345 6789\n'
    expect(await clinic.csv(malay, { source: 'ms' })).toMatchObject({ created: 1, refused: [] })
    expect((await patients()).map((row) => [row['full_name'], String(row['birth_date'])])).toEqual([
      ['Siti binti Ahmad', '1959-03-14'],
      ['Иванова Анна Петровна', '1959-03-14'],
    ])
  })

  it('is read with the column names and codes of Open Dental', async () => {
    const table =
      'PatNum,LName,FName,MiddleI,PatStatus,Gender,Birthdate,HmPhone,WirelessPhone,Email,TxtMsgOk\n1,Smith,Ann,B,Patient,Female,1975-04-03,,600100301,,1\n2,Smith,Bob,,Deceased,Male,0001-01-01,,,,0\n3,Smith,Cid,,Archived,Other,1975-04-03,,600100303,,2\n'
    expect(await clinic.csv(table)).toMatchObject({ created: 3, refused: [], consents: 4, withheld: 2 })
    expect(await patients()).toMatchObject([
      { full_name: 'Ann B Smith', is_deceased: false },
      { birth_date: null, is_deceased: true },
      { sex: 'other', left_reason: 'Archived' },
    ])
  })

  it('gives one contact point to one number, however and by whomever it is written', async () => {
    const table =
      'id,name,phone,mobile\n1,Anna Kos,600100302,+48 600 100 302\n2,Jan Kos,"(600) 100-302",\n3,Ewa Lis,,0048600100302\n'
    expect(await clinic.csv(table)).toMatchObject({ created: 3, refused: [] })
    expect(await clinic.rows('patients.contact_point', 'value')).toHaveLength(1)
    expect(await clinic.rows('patients.patient_contact', 'patient_id')).toHaveLength(3)
  })

  it('without ids is keyed by name and birth date, and comes again as the same people', async () => {
    const table =
      'name,birth date,phone\nAnna  Kos,1980-01-02,600100303\n anna kos,02.01.1980,600100304\nEwa Lis,,600100305\n'
    const summary = await clinic.csv(table)
    expect(summary).toMatchObject({ read: 3, created: 1, unchanged: 1 })
    expect(refusals(summary)).toMatchObject([{ line: 4 }])
    expect(changes(await clinic.csv(table))).toEqual(noChanges)
  })

  it('says which rows of one key it took, and takes the last', async () => {
    const table = 'id,name,phone\n1,Anna Kos,\n1,Anna Lis,\n'
    expect(await clinic.csv(table)).toMatchObject({ read: 2, created: 1, updated: 0, unchanged: 1 })
    expect(await patients()).toMatchObject([{ full_name: 'Anna Lis' }])
    expect(changes(await clinic.csv(table))).toEqual(noChanges)
  })

  it('reads doubtful dates by the clinic, and says so', async () => {
    const summary = await clinic.csv('id,name,birth date\n1,Anna Kos,03/04/1980\n')
    expect(summary.notes.join()).toContain('read day first')
    expect(await patients()).toMatchObject([{ birth_date: Temporal.PlainDate.from('1980-04-03') }])
    const proven = await clinic.csv('id,name,birth date\n1,Anna Kos,03/04/1980\n2,Jan Kos,12/31/1980\n')
    expect(proven.notes).toEqual([])
    expect((await patients())[0]).toMatchObject({ birth_date: Temporal.PlainDate.from('1980-03-04') })
  })
})

describe('a table of visits', () => {
  const people = 'patient_id,name,birth_date\nP1,Anna Kos,1980-01-02\nP2,Jan Lis,1981-01-02\n'

  it('finds its patients by id, and says who is missing', async () => {
    await clinic.csv(people)
    const table =
      'visit_id,patient_id,visit date,time,duration,status,doctor,amount\nV1,P1,10.01.2026,9:30,45,odbyta,dr Lis,"1 250,50"\nV2,P2,11.01.2026,10:00,,odwołana,dr Lis,\nV3,P9,12.01.2026,10:00,,odbyta,dr Lis,\nV4,P1,99.01.2026,10:00,,odbyta,dr Lis,\nV5,P1,13.01.2026,10:00,,whatever,dr Lis,\n'
    const summary = await clinic.csv(table)
    expect(summary).toMatchObject({ read: 5, created: 2, waiting: 1 })
    expect(refusals(summary)).toMatchObject([
      { line: 5, field: 'visit date' },
      { line: 6, field: 'status' },
    ])
    expect(await clinic.rows('scheduling.visit', 'external_id')).toMatchObject([
      {
        status: 'finished',
        started_at: Temporal.Instant.from('2026-01-10T08:30:00Z'),
        ended_at: Temporal.Instant.from('2026-01-10T09:15:00Z'),
        value_minor: 125_050,
      },
      { status: 'cancelled', ended_at: null },
    ])
    expect(await clinic.csv(`${people}P9,Ewa Ryś,1982-01-02\n`)).toMatchObject({ created: 2, waiting: 0 })
  })

  it('may name people by name and birth date', async () => {
    await clinic.csv('name,birth date,phone\nAnna Kos,1980-01-02,600100306\n')
    const table = 'name,birth date,visit date\nanna kos,2.1.1980,2026-01-10\n'
    expect(await clinic.csv(table, { kind: 'visits' })).toMatchObject({ created: 1, waiting: 0 })
  })
})

describe('a mapping', () => {
  const table = 'NR|OSOBA|UR|KOM|SMS?\n1|Anna Kos|04/03/80|600100307|1\n'

  it('is written when it is asked for, can be edited, and is then obeyed', async () => {
    const folder = temporaryFolder({ 'export.csv': table })
    const path = join(folder, 'export.csv')
    const mappingPath = join(folder, 'mapping.yaml')
    const first = await clinic.csvFile(path, { mappingPath, kind: 'patients', isDryRun: true })
    expect(refusals(first)).toEqual([
      {
        line: 1,
        field: null,
        reason: 'no column for fullName or familyName or givenName, which patients need',
      },
    ])
    expect(first.mappingWritten).toBe(mappingPath)
    expect(readFileSync(mappingPath, 'utf8')).toContain('OSOBA: ignore')
    writeFileSync(
      mappingPath,
      'kind: patients\nsource: old-system\ndateOrder: mdy\ncolumns:\n  NR: externalId\n  OSOBA: fullName\n  UR: birthDate\n  KOM: mobilePhone\n  "SMS?": { field: consent, channels: [sms], purposes: [reactivation], values: { "1": "yes" } }\n',
    )
    expect(await clinic.csvFile(path, { mappingPath })).toMatchObject({
      created: 1,
      consents: 1,
      refused: [],
    })
    expect(await patients()).toMatchObject([
      { source: 'old-system', birth_date: Temporal.PlainDate.from('1980-04-03') },
    ])
  })

  it('that was found is written as a file that reads back as it was', async () => {
    const folder = temporaryFolder({ 'p.csv': 'id;Imię;Nazwisko;Uwagi\n1;Anna;Kos;"=HYPERLINK(""x"")"\n' })
    const mappingPath = join(folder, 'mapping.yaml')
    const dry = await clinic.csvFile(join(folder, 'p.csv'), { mappingPath, isDryRun: true })
    expect(dry).toMatchObject({ created: 1, mappingWritten: mappingPath })
    expect(await patients()).toHaveLength(0)
    expect(readFileSync(mappingPath, 'utf8')).toContain('Imię: givenName')
    expect(await clinic.csvFile(join(folder, 'p.csv'), { mappingPath })).toMatchObject({ created: 1 })
  })

  it.each([
    ['kind: [', 'not valid YAML'],
    ['kind: people\ncolumns: {}\n', 'kind'],
    ['kind: patients\ncolumns: { NR: number }\n', 'names no field of patients'],
  ])('that makes no sense is refused: %j', async (text, reason) => {
    const folder = temporaryFolder({ 'export.csv': table, 'mapping.yaml': text })
    const asked = clinic.csvFile(join(folder, 'export.csv'), { mappingPath: join(folder, 'mapping.yaml') })
    await expect(asked).rejects.toThrow(reason)
  })

  it('that names a column the file lacks is told at the header', async () => {
    const folder = temporaryFolder({
      'export.csv': table,
      'mapping.yaml': 'kind: patients\ncolumns: { NR: externalId, NAME: fullName }\n',
    })
    const summary = await clinic.csvFile(join(folder, 'export.csv'), {
      mappingPath: join(folder, 'mapping.yaml'),
    })
    expect(refusals(summary)).toMatchObject([{ line: 1, reason: expect.stringContaining('"NAME"') }])
  })
})

describe('a run', () => {
  const many = `id,name\n${Array.from({ length: 25_000 }, (_, index) => `${index},Person ${index}`).join('\n')}\n`

  it('goes on where it was stopped, and counts everything once', async () => {
    const folder = temporaryFolder({ 'patients.csv': many })
    const stop = new AbortController()
    const first = await clinic.csvFile(join(folder, 'patients.csv'), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    expect(first.isStopped).toBe(true)
    expect(first.created).toBeGreaterThan(0)
    expect(first.created).toBeLessThan(25_000)
    const told = clinic.events.length
    expect(await clinic.csvFile(join(folder, 'patients.csv'))).toMatchObject({
      read: 25_000,
      created: 25_000,
      isStopped: false,
    })
    expect(clinic.events.length).toBeGreaterThan(told)
    const batches = await clinic.rows('patients.import_batch', 'id')
    expect(batches).toMatchObject([{ state: 'done', read_count: 25_000, created_count: 25_000 }])
  })

  it('that goes on tells what was refused before it stopped, too', async () => {
    const rows = Array.from(
      { length: 25_000 },
      (_, index) => `r${index},${index % 5_000 === 0 ? '' : 'Person'}`,
    )
    const folder = temporaryFolder({ 'patients.csv': `id,name\n${rows.join('\n')}\n` })
    const stop = new AbortController()
    const path = join(folder, 'patients.csv')
    const first = await clinic.csvFile(path, { signal: stop.signal, onProgress: () => stop.abort() })
    expect(first.isStopped).toBe(true)
    const whole = await clinic.csvFile(path)
    expect(whole.refusedCount).toBe(5)
    expect(whole.refused.map(({ line }) => line)).toEqual([2, 5_002, 10_002, 15_002, 20_002])
  })

  it('that broke in the middle of a set takes that set back, and goes on there', async () => {
    const folder = temporaryFolder({ 'patients.csv': many })
    const path = join(folder, 'patients.csv')
    clinic.onEvent = (count) => {
      if (count === 4) throw new Error('the power went')
    }
    await expect(clinic.csvFile(path)).rejects.toThrow('the power went')
    clinic.onEvent = () => undefined
    const stored = (await patients()).length
    expect(stored).toBeGreaterThan(0)
    expect(stored).toBeLessThan(25_000)
    expect(await clinic.rows('patients.import_batch', 'id')).toMatchObject([
      { state: 'failed', created_count: stored },
    ])
    expect(await clinic.csvFile(path)).toMatchObject({ read: 25_000, created: 25_000 })
    expect(await patients()).toHaveLength(25_000)
    expect(changes(await clinic.csvFile(path))).toEqual(noChanges)
  })

  it('is not run twice at once: who saves first goes on, the other is told', async () => {
    const folder = temporaryFolder({ 'patients.csv': many })
    const path = join(folder, 'patients.csv')
    // The first is held inside its first set until the second has read where the input stands and waits for it.
    const second = Promise.withResolvers<Awaited<ReturnType<typeof clinic.csvFile>>>()
    clinic.onEvent = async () => {
      clinic.onEvent = () => undefined
      const run = clinic.csvFile(path)
      second.resolve(run)
      await someoneWaits(clinic.db)
    }
    const both = await Promise.allSettled([clinic.csvFile(path), second.promise])
    const [winner] = both.filter((run) => run.status === 'fulfilled')
    expect(winner?.value).toMatchObject({ read: 25_000, created: 25_000 })
    const [loser] = both.filter((run) => run.status === 'rejected')
    expect(String(loser?.reason)).toContain('another import of the same input is under way')
    expect(await patients()).toHaveLength(25_000)
  })

  it('is on the audit from its start to its end', async () => {
    await clinic.csv('id,name\n1,Anna Kos\n', { name: 'patients.csv' })
    const rows = await clinic.rows<{ action: string }>('clinic.audit', 'action')
    expect(rows.filter((row) => row.action.startsWith('import.'))).toMatchObject([
      { action: 'import.finished', at: importedAt, detail: { created: 1 } },
      { action: 'import.started', at: importedAt, detail: { label: 'patients.csv' } },
    ])
  })
})
