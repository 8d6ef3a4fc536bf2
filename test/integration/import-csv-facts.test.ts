import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { changes, ImportClinic, noChanges } from '../support/import-clinic.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const database = await testDatabase()
let clinic: ImportClinic
let seed = 0

beforeEach(async () => {
  seed += 1
  clinic = await ImportClinic.open(database.connection, { seed: `tables of facts ${seed}` })
  await clinic.csv('id,name\nP1,Anna Kos\nP2,Jan Lis\n', { name: 'patients.csv' })
})
afterEach(async () => clinic.db.close())

const results = async () => clinic.rows<Record<string, unknown>>('patients.observation', 'external_id')
const plans = async () => clinic.rows<{ readonly id: string }>('patients.treatment_plan', 'external_id')
const refusals = (summary: { refused: readonly { line: number | null; field: string | null }[] }) =>
  summary.refused.map(({ line, field }) => [line, field])

describe('in tables', () => {
  it('results are read with Polish names and figures', async () => {
    const table =
      'ID pacjenta;Data badania;Kod badania;Badanie;Wynik;Jednostka;Status\nP1;01.03.2026 8:30;4548-4;HbA1c;6,8;%;zatwierdzony\nP1;02.03.2026;CRP;CRP;< 5;mg/l;\nP2;02.03.2026;POS;Posiew;ujemny;;wstępny\nP2;31.02.2026;X;X;1;;\nP2;02.03.2026;X;X;1;;może\n;02.03.2026;X;X;1;;\n'
    const summary = await clinic.csv(table)
    expect(summary).toMatchObject({ read: 6, created: 3 })
    expect(refusals(summary)).toEqual([
      [5, 'Data badania'],
      [6, 'Status'],
      [7, 'ID pacjenta'],
    ])
    expect(await clinic.rows('patients.observation', 'code')).toMatchObject([
      {
        display: 'HbA1c',
        value_number: 6.8,
        value_text: null,
        unit: '%',
        status: 'final',
        observed_at: Temporal.Instant.from('2026-03-01T07:30:00Z'),
      },
      { value_number: 5, value_text: '< 5' },
      { value_number: null, value_text: 'ujemny', status: 'preliminary' },
    ])
    expect(changes(await clinic.csv(table))).toEqual(noChanges)
    expect(
      await clinic.csv(table.replace('6,8', '7,1').replace('P2;02.03.2026;POS', 'P9;02.03.2026;POS')),
    ).toMatchObject({ created: 0, waiting: 1 })
  })

  it('results with ids are corrected by a later import', async () => {
    const table = 'id,patient id,date,test,value,unit\nR1,P1,2026-03-01,HbA1c,6.8,%\n'
    await clinic.csv(table)
    expect(await clinic.csv(table.replace('6.8', '7.1'))).toMatchObject({ created: 0, updated: 1 })
    expect(await results()).toMatchObject([{ value_number: 7.1 }])
  })

  it('results and plans of Synthea are known by their columns', async () => {
    const observations =
      'DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE\n2020-01-02T03:04:05Z,P1,E1,vital-signs,8302-2,Body Height,171.5,cm,numeric\n2020-01-02T03:04:05Z,P1,E1,survey,72166-2,Smoking,Never smoker,,text\n'
    expect(await clinic.csv(observations, { name: 'observations.csv' })).toMatchObject({
      created: 2,
      refused: [],
    })
    expect(await clinic.rows('patients.observation', 'code')).toMatchObject([
      { value_text: 'Never smoker' },
      { value_number: 171.5, unit: 'cm' },
    ])
    const careplans =
      'Id,START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION\nC1,2020-01-02,2020-05-10,P1,E1,53950000,Respiratory therapy,,\nC2,2020-01-02,,P1,E1,384758001,Self-care,,\n'
    expect(await clinic.csv(careplans, { name: 'careplans.csv' })).toMatchObject({ created: 2, refused: [] })
    expect(await plans()).toMatchObject([
      { code: '53950000', status: 'completed', ends_at: Temporal.Instant.from('2020-05-09T22:00:00Z') },
      { title: 'Self-care', status: 'active', ends_at: null },
    ])
  })

  it('plans and their items are read with Russian and Malay names', async () => {
    const russian =
      'Код плана;Код пациента;План лечения;Статус плана;Дата плана\n7;P1;Протезирование;в работе;10.01.2026\n8;P1;Имплантация;отменён;10.01.2026\n9;P1;Что-то;кто знает;10.01.2026\n'
    const summary = await clinic.csv(russian)
    expect(summary).toMatchObject({ created: 2 })
    expect(refusals(summary)).toEqual([[4, 'Статус плана']])
    expect(await plans()).toMatchObject([{ status: 'active' }, { status: 'revoked' }])
    const malay =
      'No Pesakit,ID Pelan,Kod,Rawatan dirancang,Gigi,Tarikh dirancang,Harga,Status\nP1,7,D2740,Korona,11,01/05/2026,"1,250.00",dirancang\nP1,7,D2740,Korona,12,01/05/2026,"1,250.00",selesai\nP1,7,,,13,01/05/2026,10,dirancang\n'
    const read = await clinic.csv(malay)
    expect(read).toMatchObject({ created: 2 })
    expect(refusals(read)).toEqual([[4, 'Kod']])
    const [plan7] = await plans()
    expect(await clinic.rows('patients.plan_item', 'state')).toMatchObject([
      { state: 'done', plan_id: plan7?.id },
      {
        state: 'open',
        code: 'D2740',
        plan_id: plan7?.id,
        planned_on: Temporal.PlainDate.from('2026-05-01'),
        value_minor: 125_000,
      },
    ])
    expect(changes(await clinic.csv(malay))).toEqual(noChanges)
    expect(changes(await clinic.csv(russian))).toEqual(noChanges)
  })

  it('lines of an Open Dental treatment plan find their plan before it is known', async () => {
    const lines =
      'ProcTPNum,TreatPlanNum,PatNum,ToothNumTP,Surf,ProcCode,Descript,FeeAmt\n1,70,P1,14,MO,D2392,Filling,180.00\n2,70,P2,3,,D2740,Crown,950.50\n'
    expect(await clinic.csv(lines)).toMatchObject({ created: 2, refused: [] })
    expect(
      await clinic.csv('TreatPlanNum,PatNum,DateTP,Heading\n70,P1,2026-01-10,Active treatment plan\n'),
    ).toMatchObject({ created: 1 })
    const [stored] = await plans()
    expect(await clinic.rows('patients.plan_item', 'external_id')).toMatchObject([
      { state: 'open', value_minor: 18_000, plan_id: stored?.id },
      { value_minor: 95_050 },
    ])
  })

  it('procedures of Open Dental say by letters what was done and what is planned', async () => {
    await clinic.csv(
      'ProcNum,PatNum,ProcDate,ProcStatus,ProcCode\n1,P1,2026-01-10,C,D1110\n2,P1,2026-01-10,TP,D2740\n3,P1,2026-01-10,D,D0120\n',
    )
    expect(await clinic.rows('patients.procedure', 'external_id')).toMatchObject([
      { code: 'D1110', status: 'completed' },
      { code: 'D2740', status: 'preparation' },
      { status: 'not-done' },
    ])
  })

  it('a plan that has ended without saying so is completed; one that goes on is active', async () => {
    await clinic.csv(
      'plan id,patient,treatment plan,start,end\n1,P1,Aligners,2026-01-01,2026-06-30\n2,P1,Braces,2026-01-01,2027-06-30\n',
    )
    expect(await plans()).toMatchObject([{ status: 'completed' }, { status: 'active' }])
  })

  it('a dry run says what would be taken in, and takes in nothing', async () => {
    const table = 'plan id,patient,treatment plan,start\n1,P1,Aligners,2026-01-01\n'
    const dry = await clinic.csv(table, { isDryRun: true })
    expect(dry).toMatchObject({ created: 1 })
    expect(dry.mapping).toContain('kind: plans')
    expect(await plans()).toHaveLength(0)
  })

  it('a mapping gives words and columns their meaning', async () => {
    const folder = temporaryFolder({
      'lines.csv': 'NR|KTO|CO|STAN|ILE\n1|P1|Korona|1|950,50\n2|P1|Most|2|\n3|P2|Most|3|\n',
      'mapping.yaml':
        'kind: plan-items\ncolumns:\n  NR: externalId\n  KTO: patient\n  CO: display\n  STAN: { field: status, values: { "1": open, "2": done } }\n  ILE: value\n',
    })
    const summary = await clinic.csvFile(join(folder, 'lines.csv'), {
      mappingPath: join(folder, 'mapping.yaml'),
    })
    expect(summary).toMatchObject({ created: 2 })
    expect(summary.refused).toMatchObject([{ file: 'lines.csv', line: 4, field: 'STAN' }])
    expect(await clinic.rows('patients.plan_item', 'external_id')).toMatchObject([
      { display: 'Korona', state: 'open', value_minor: 95_050, plan_id: null },
      { display: 'Most', state: 'done', value_minor: null },
    ])
  })
})
