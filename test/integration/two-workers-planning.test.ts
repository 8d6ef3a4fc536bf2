import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { runPlanner } from '../../src/campaigns/run-planner.ts'
import { runVisitStream } from '../../src/campaigns/run-visit-stream.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { scheduledJobs } from '../../src/main/worker/scheduled-jobs.ts'
import type { Channel, OutgoingMessage, SendOutcome } from '../../src/outreach/channels/channel.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import { withdrawAtContactPoint } from '../../src/patients/withdraw-at-contact-point.ts'
import type { Database } from '../../src/platform/db/database.ts'
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts'
import { closeAppointment } from '../../src/scheduling/close-appointment.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { quietLog } from '../support/quiet-log.ts'
import { expectSameStory, type Workers } from '../support/two-workers.ts'

const databases = [await testDatabase(), await testDatabase()] as const
const connections = [databases[0].connection, databases[1].connection] as const
const { packs, rules } = await loadOutreachPacks()
const publicUrl = 'https://klonowa.example'
/** Small batches, so that two workers get in each other's way often. */
const planning = { packs, rules, publicUrl, most: 3 }
const recall = await shippedDocument('recall')
const reactivation = await shippedDocument('reactivation')

/** The same answer for the same number, whoever asks: every seventh is refused, every eleventh's answer is lost. */
function answerTo({ to, messageId }: OutgoingMessage): SendOutcome {
  const number = Number(to.slice(-6))
  if (number % 7 === 3) return { kind: 'permanent', reason: 'refused', addressIsBad: number % 2 === 0 }
  if (number % 11 === 5) return { kind: 'unknown', reason: 'connection_lost' }
  return { kind: 'accepted', providerMessageId: `provider:${messageId}`, partIds: [] }
}

function channelOf(clinic: CampaignClinic): Channel {
  return {
    kind: 'sms',
    capabilities: { statusQuery: 'none', receipts: false, inbound: true },
    send: async (message) => answerTo(message),
    query: async () => ({ kind: 'unsupported' }),
    ready: async () => true,
    health: () => ({ state: 'ready', since: clinic.clock.now(), lastFailure: null, inFlight: 0 }),
    close: async () => undefined,
  }
}

async function plan(clinic: CampaignClinic, workers: Workers): Promise<void> {
  await workers(async (db) => runPlanner(db, clinic.clinicId, planning))
}

async function stream(clinic: CampaignClinic, workers: Workers): Promise<void> {
  await workers(async (db) => runVisitStream(db, clinic.clinicId, planning))
}

async function send(clinic: CampaignClinic, workers: Workers): Promise<void> {
  await workers(async (db) => runOutbox(db, clinic.clinicId, sendingOf(clinic)))
}

function sendingOf(clinic: CampaignClinic) {
  const open = { channel: channelOf(clinic), sender: 'KLONOWA', replyTo: null }
  return { rules, channels: new Map([[clinic.accountId, open]]), publicUrl, most: 4, leaseSeconds: 60 }
}

/** Every loop of a worker at the same time, as they run in a server. */
async function everything(clinic: CampaignClinic, workers: Workers): Promise<void> {
  await workers(async (db) => {
    const done = await Promise.all([
      runPlanner(db, clinic.clinicId, planning),
      runVisitStream(db, clinic.clinicId, planning),
      runOutbox(db, clinic.clinicId, sendingOf(clinic)),
    ])
    return done.reduce((sum, one) => sum + one, 0)
  })
}

/** Some who must not be written to, each for a reason of their own. */
async function withTroubles(clinic: CampaignClinic): Promise<void> {
  const { db, clinicId, patients } = clinic
  const [dead, stopped, unknown, unreachable] = patients
  if (!dead || !stopped || !unknown || !unreachable) throw new Error('four patients are needed')
  await db.pool.query('delete from patients.consent where clinic_id = $1 and patient_id = $2', [
    clinicId,
    unknown.id,
  ])
  await db.tenant(clinicId, async (tx) => {
    await tx.run(
      sql`update patients.patient set is_deceased = true where clinic_id = ${clinicId} and id = ${dead.id}`,
    )
    await tx.run(
      sql`update patients.contact_point set validity = 'invalid' where clinic_id = ${clinicId} and id = ${unreachable.contactPointId}`,
    )
    await withdrawAtContactPoint(
      tx.as('patients'),
      { contactPointId: stopped.contactPointId, channel: 'sms', purpose: 'all' },
      { method: 'sms', evidence: 'asked us to stop', actor: desk },
    )
  })
}

/** What the desk does meanwhile: of the visits that are over, every fourth patient did not come. */
async function missEveryFourth({ db, clinicId, patients }: CampaignClinic): Promise<void> {
  const late = patients.filter((_, index) => index % 4 === 1).map((patient) => patient.id)
  await db.tenant(clinicId, async (tx) => {
    const over = await tx.sql<{ id: string; patient_id: string }>(sql`
      select id, patient_id from scheduling.appointment
      where clinic_id = ${clinicId} and state = 'booked' and ends_at <= ${tx.now} order by starts_at, id`)
    for (const { id, patient_id } of over) {
      const outcome = late.includes(patient_id) ? 'no_show' : 'fulfilled'
      await closeAppointment(tx.as('scheduling'), { appointmentId: id, outcome, actor: desk })
    }
  })
}

async function count(clinic: CampaignClinic, statement: ReturnType<typeof sql<{ found: number }>>) {
  const [row] = await clinic.db.discover(statement)
  return row?.found ?? 0
}

describe('two workers do to a clinic what one does', () => {
  it('as planner and outbox, through a campaign from its first day to its last', async () => {
    const seen: number[] = []
    await expectSameStory({
      name: 'Planner',
      connections,
      open: async (connection, ids) => {
        const clinic = await campaignClinic(connection, { patients: 30, name: 'Planner', ids })
        await withTroubles(clinic)
        await clinic.start({ ...recall, holdOutShare: 0.2 })
        return clinic
      },
      tell: async (clinic, workers) => {
        for (let week = 0; week < 16; week += 1) {
          await plan(clinic, workers)
          await send(clinic, workers)
          clinic.clock.advance({ hours: 24 * 7 })
        }
        seen.push(
          await count(
            clinic,
            sql`select count(*) as found from outreach.decision where clinic_id = ${clinic.clinicId}`,
          ),
          await count(
            clinic,
            sql`select count(*) as found from outreach.message where clinic_id = ${clinic.clinicId} and state = 'accepted'`,
          ),
          await count(
            clinic,
            sql`select count(*) as found from campaigns.enrolment where clinic_id = ${clinic.clinicId} and state <> 'active'`,
          ),
        )
      },
    })
    const [decisions = 0, accepted = 0, closed = 0] = seen
    expect(decisions).toBeGreaterThan(50)
    expect(accepted).toBeGreaterThan(25)
    expect(closed).toBeGreaterThan(15)
  })

  it('as visit stream, from the booking to the missed visit', async () => {
    let messages = 0
    await expectSameStory({
      name: 'Visits',
      connections,
      open: async (connection, ids) => {
        const clinic = await campaignClinic(connection, { patients: 18, name: 'Visits', ids })
        await withTroubles(clinic)
        await clinic.start({ ...recall, holdOutShare: 0.5 })
        for (const [index, patient] of clinic.patients.entries()) {
          const appointmentId = await clinic.book(patient, 24 * (5 + (index % 7)))
          if (index % 6 === 5)
            await clinic.db.tenant(clinic.clinicId, async (tx) =>
              cancelAppointment(tx.as('scheduling'), { appointmentId, by: 'patient', actor: desk }),
            )
        }
        return clinic
      },
      tell: async (clinic, workers) => {
        for (let halfDay = 0; halfDay < 26; halfDay += 1) {
          await missEveryFourth(clinic)
          await stream(clinic, workers)
          await send(clinic, workers)
          clinic.clock.advance({ hours: 12 })
        }
        messages = await count(
          clinic,
          sql`select count(*) as found from outreach.message where clinic_id = ${clinic.clinicId} and origin = 'visits'`,
        )
      },
    })
    expect(messages).toBeGreaterThan(10)
  })

  it('with all their loops at once', async () => {
    let messages = 0
    await expectSameStory({
      name: 'Everything',
      connections,
      open: async (connection, ids) => {
        const clinic = await campaignClinic(connection, { patients: 24, name: 'Everything', ids })
        await withTroubles(clinic)
        await clinic.start({ ...recall, holdOutShare: 0 })
        for (const [index, patient] of clinic.patients.slice(12).entries())
          await clinic.book(patient, 24 * (4 + (index % 5)))
        return clinic
      },
      tell: async (clinic, workers) => {
        for (let day = 0; day < 30; day += 1) {
          await missEveryFourth(clinic)
          await everything(clinic, workers)
          clinic.clock.advance({ hours: 24 })
        }
        messages = await count(
          clinic,
          sql`select count(*) as found from outreach.message where clinic_id = ${clinic.clinicId}`,
        )
      },
    })
    expect(messages).toBeGreaterThan(30)
  })

  it('as the job that enrols, where two campaigns name the same patients', async () => {
    let enrolments = 0
    await expectSameStory({
      name: 'Enrolment',
      connections,
      open: async (connection, ids) => {
        const clinic = await campaignClinic(connection, {
          patients: 40,
          daysSinceVisit: 300,
          name: 'Enrolment',
          ids,
        })
        // Running, and nobody in them yet.
        if (recall.audience.kind !== 'due') throw new Error('the recall campaign is for who is due')
        await clinic.start({ ...recall, audience: { ...recall.audience, enrolUntilDays: 365 } }, 'Recall')
        await clinic.start(reactivation, 'Back')
        await clinic.db.tenant(clinic.clinicId, async (tx) =>
          tx.run(sql`delete from campaigns.enrolment where clinic_id = ${clinic.clinicId}`),
        )
        return clinic
      },
      tell: async (clinic, workers) => {
        await workers(async (db) => enrolByTheClock(db))
        enrolments = await count(
          clinic,
          sql`select count(*) as found from campaigns.enrolment where clinic_id = ${clinic.clinicId}`,
        )
      },
    })
    expect(enrolments).toBe(40)
  })
})

async function enrolByTheClock(db: Database): Promise<number> {
  const job = scheduledJobs({ db, log: quietLog }).find(({ name }) => name === 'campaigns.enrol')
  if (job === undefined) throw new Error('nobody enrols')
  await job.run()
  return 0
}
