import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerQuestion } from '../../src/insights/audit/answer-question.ts'
import { measureAudit } from '../../src/insights/audit/measure-audit.ts'
import { requestAudit } from '../../src/insights/audit/request-audit.ts'
import { auditQuestions } from '../../src/insights/contract/audit.ts'
import { type GuidedStart, startCommands } from '../../src/insights/contract/guided-start.ts'
import { guidedStartRoutes } from '../../src/insights/routes/guided-start.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { writeRecallType } from '../../src/recall/store/write-recall-type.ts'
import { importSchedule } from '../../src/scheduling/import-schedule.ts'
import { readScheduleFile } from '../../src/scheduling/schedule-file.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { ImportClinic, importer } from '../support/import-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const clinic = await ImportClinic.open(database.connection, { seed: 'guided start' })
const ewa = { kind: 'command_line', name: 'Ewa Zając' } as const
let publicUrl = 'http://localhost:4480'
let door: StaffDoor

beforeAll(async () => {
  door = await staffDoor(clinic, (server) => guidedStartRoutes(server, () => publicUrl), 'en')
})
afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

const start = async (): Promise<GuidedStart> => (await door.get('/api/start', 'read_only')).body
const gapsOf = async (step: string) =>
  (await start()).steps.find((one) => one.step === step)?.gaps.map(({ what }) => what)
const places = async () => (await start()).steps.map(({ place }) => place)
const tenant = async (work: (tx: TenantTransaction) => Promise<unknown>) =>
  clinic.db.tenant(clinic.clinicId, work)

test('a clinic goes through its start by what is there, not by what somebody ticks', async () => {
  expect(await start()).toMatchObject({ left: null, clinicKey: null })
  expect(await places()).toEqual(['now', 'now', 'now', 'later', 'later', 'later'])
  expect(await gapsOf('records')).toEqual(['no_patients'])

  await clinic.csv('id,name,birth date\nP1,Anna Kos,1980-05-17\n', { name: 'patients.csv' })
  expect(await gapsOf('records')).toEqual(['no_visits', 'no_consent'])
  await clinic.csv('visit_id,patient_id,visit date,status\nV1,P1,2025-08-10,finished\n', {
    name: 'visits.csv',
  })
  expect(await places()).toEqual(['done', 'now', 'now', 'now', 'later', 'later'])

  expect(await gapsOf('audit')).toEqual(['not_measured', 'questions_open'])
  await tenant((tx) => requestAudit(tx.as('insights'), ewa))
  expect(await gapsOf('audit')).toEqual(['being_measured', 'questions_open'])
  await measureAudit(clinic.db, clinic.clinicId)
  for (const question of auditQuestions)
    await tenant((tx) => answerQuestion(tx.as('insights'), { question, answer: 'x', by: ewa }))
  expect(await gapsOf('audit')).toEqual([])

  const type = (await loadRecallPacks()).get('dental_hygiene')
  if (type === undefined) throw new Error('no such type')
  await tenant((tx) => writeRecallType(tx.as('recall'), { type, enabledBy: 'dr Lis', origin: 'pack' }))
  expect(await places()).toEqual(['done', 'done', 'done', 'now', 'now', 'now'])
})

test('services and hours, a channel that reaches people and a campaign that runs are what is left', async () => {
  const schedule = async (service: string) => {
    const text = `services:\n  - { key: ${service}, name: Visit, minutes: 45 }\nresources:\n  - { key: lis, name: dr Lis, hours: { mon: ["08:00-12:00"] } }\n`
    const read = readScheduleFile({ file: 'schedule.yaml', text })
    if (!read.ok) throw new Error('the schedule cannot be read')
    await tenant((tx) =>
      importSchedule(tx.as('scheduling'), { schedule: read.value, file: 'schedule.yaml', actor: importer }),
    )
  }
  expect(await gapsOf('hours')).toEqual(['no_services', 'no_hours'])
  await schedule('crown')
  expect(await gapsOf('hours')).toEqual(['types_without_service'])
  await schedule('hygiene')
  expect(await gapsOf('hours')).toEqual([])

  expect(await gapsOf('channels')).toEqual(['no_account'])
  const account = async (provider: 'loopback' | 'smpp') =>
    tenant((tx) =>
      tx.run(sql`
        insert into outreach.account (clinic_id, id, channel, provider, sender, created_at)
        values (${tx.clinicId}, ${tx.ids.uuid(tx.now)}, 'sms', ${provider}, 'KLONOWA', ${tx.now})`),
    )
  await account('loopback')
  expect(await gapsOf('channels')).toEqual(['only_loopback'])
  await account('smpp')
  expect(await gapsOf('channels')).toEqual(['links_open_nowhere', 'nothing_sent'])
  publicUrl = 'https://recall.klonowa.example'
  expect(await gapsOf('channels')).toEqual(['nothing_sent'])
  const tested = async (delivery: 'failed' | 'delivered') =>
    tenant((tx) =>
      tx.run(sql`
        insert into outreach.test_message (clinic_id, id, account_id, address, language, body, state, delivery, asked_at, staff_id, not_before, expires_at, reference)
        select ${tx.clinicId}, ${tx.ids.uuid(tx.now)}, a.id, '+48601234567', 'pl', 'Test', 'accepted', ${delivery}, ${tx.now},
          (select id from clinic.staff where clinic_id = ${tx.clinicId} limit 1), ${tx.now}, ${tx.now}, 1
        from outreach.account a where a.clinic_id = ${tx.clinicId} and a.provider = 'smpp'`),
    )
  await tested('failed')
  expect(await gapsOf('channels')).toEqual(['nothing_sent'])
  await tested('delivered')
  expect(await gapsOf('channels')).toEqual([])
  expect(await gapsOf('campaign')).toEqual(['no_campaign'])
})

test('it is left for now by whoever runs the clinic, for everybody, and taken up again; both are on record', async () => {
  const say = async (choice: string, as?: 'front_desk') =>
    (await door.post('/api/start', { choice }, as)).status
  expect(await say('not_now', 'front_desk')).toBe(403)
  expect(await say('never')).toBe(400)
  expect(await say('not_now')).toBe(200)
  expect(await say('not_now')).toBe(200)
  expect(await start()).toMatchObject({ left: { by: 'Ewa owner', at: { iso: '2026-11-23T08:00:00Z' } } })
  clinic.clock.advance({ hours: 1 })
  expect(await say('go_on')).toBe(200)
  expect(await start()).toMatchObject({ left: null })
  const audited = (await clinic.rows<{ action: string }>('clinic.audit', 'at')).map(({ action }) => action)
  expect(audited.filter((action) => action.startsWith('guided_start'))).toEqual([
    'guided_start.left',
    'guided_start.taken_up',
  ])
})

test('where there are several clinics the commands name this one', async () => {
  const other = await ImportClinic.open(database.connection, { seed: 'another' })
  const [row] = await other.db.discover<{ key: string }>(
    sql`select key from clinic.clinic where id = ${clinic.clinicId}`,
  )
  expect((await start()).clinicKey).toBe(row?.key)
  await other.db.close()
})

const commands = [...new Set(Object.values(startCommands).flat())].filter((one) => one.startsWith('kembali'))

test.each(commands)('the command line knows %s', async (command) => {
  const { run } = commandLine(database.connection)
  const [, ...words] = command.match(/"[^"]*"|\S+/g) ?? []
  const help = await run(...words, '--help')
  expect(help.code).toBe(0)
  for (const flag of words.filter((word) => word.startsWith('--'))) expect(help.out).toContain(flag)
})
