import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startHealthDoor } from '../../src/main/http/start-server.ts'
import { queueMessages } from '../../src/outreach/queue-messages.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { testDatabase } from '../support/database.ts'
import { addPatients, outreachClinic, tuesday } from '../support/outreach-clinic.ts'

const { connection } = await testDatabase()
const clinic = await outreachClinic(connection)
const { db, clock, clinicId, accountId } = clinic
let door: Pick<RunningServer, 'address' | 'close'>

beforeAll(async () => {
  const config = readConfig({})
  if (!config.ok) throw new Error('no configuration')
  const runtime = {
    config: config.value,
    log: openLog('silent'),
    db,
    connection,
    close: async () => undefined,
  }
  door = await startHealthDoor(runtime, { host: '127.0.0.1', port: 0 })
})

afterAll(async () => door.close())

async function ask(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${door.address}${path}`)
  return { status: answer.status, text: await answer.text() }
}

it('metrics count what waits and for how long, and hold nothing about a patient', async () => {
  const [patient] = await addPatients(clinic, 1)
  if (patient === undefined) throw new Error('no patient')
  await db.tenant(clinicId, async (tx) =>
    queueMessages(tx.as('outreach'), [
      {
        origin: 'campaign:test',
        subjectKey: `enrolment:${patient.id}`,
        stepKey: 'invitation#0',
        contactNumber: 0,
        purpose: 'care_recall',
        kind: 'recall_invitation',
        isInvitation: true,
        isReply: false,
        patientId: patient.id,
        items: [{ patientId: patient.id, typeKey: null }],
        contactPointId: patient.contactPointId,
        channel: 'sms',
        accountId,
        language: 'pl',
        subject: null,
        body: 'Zapraszamy',
        html: null,
        linkPurpose: null,
        linkMinutes: 60,
        prompt: null,
        appointmentId: null,
        capPer30Days: null,
        parts: 1,
        costMinor: 9,
        notBefore: tuesday,
        expiresAt: tuesday.add({ hours: 48 }),
        ownWording: null,
        trace: [],
      },
    ]),
  )
  clock.advance({ minutes: 20 })
  const { status, text } = await ask('/metrics')
  expect(status).toBe(200)
  expect(text).toContain('kembali_outbox_messages{state="queued"} 1')
  expect(text).toContain('kembali_outbox_oldest_seconds 1200')
  expect(text).not.toContain(patient.number.slice(1))
  expect(text).not.toContain(patient.id)
})

it('a process whose database is gone is alive and not ready, and says no more', async () => {
  expect(await ask('/healthz')).toEqual({ status: 200, text: '{"status":"alive"}' })
  expect(await ask('/readyz')).toEqual({ status: 200, text: '{"status":"ready"}' })
  await db.close()
  expect(await ask('/healthz')).toMatchObject({ status: 200 })
  expect(await ask('/readyz')).toEqual({ status: 503, text: '{"status":"database_unreachable"}' })
})
