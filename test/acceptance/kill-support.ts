import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { addAccount } from '../../src/outreach/add-account.ts'
import { queueMessages } from '../../src/outreach/queue-messages.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { randomIds } from '../../src/platform/ids/ids.ts'
import type { TestDatabase } from '../support/database.ts'
import { addPatients, type OutreachClinic } from '../support/outreach-clinic.ts'

const actor = { kind: 'system', name: 'kill run' } as const

export interface KillRun {
  readonly clinic: OutreachClinic
  readonly numbers: number
}

/** A clinic where it is midday now, whenever the test runs, with one SMPP account and `count` invitations in the outbox. */
export async function invitationsFor(
  database: TestDatabase,
  wish: {
    readonly port: number
    readonly count: number
    readonly name: string
    readonly settings?: object
    /** A short text unless given. */
    readonly body?: string
  },
): Promise<KillRun> {
  const db = new Database({
    pool: openPool(database.connection),
    clock: systemClock,
    ids: randomIds,
    dispatch: async () => undefined,
  })
  const now = systemClock.now()
  const made = await createClinic(
    db,
    {
      name: wish.name,
      practiceType: 'dental',
      country: 'PL',
      zone: middayZone(now),
      language: 'pl',
      currency: 'PLN',
    },
    actor,
  )
  if (!made.ok) throw new Error(made.error.kind)
  const clinicId = made.value.id
  const account = await db.tenant(clinicId, async (tx) =>
    addAccount(tx.as('outreach'), {
      channel: 'sms',
      provider: 'smpp',
      sender: 'KLONOWA',
      settings: {
        host: '127.0.0.1',
        port: wish.port,
        systemId: 'kembali',
        window: 50,
        partsPerSecond: 5000,
        reconnectMinMs: 100,
        reconnectMaxMs: 500,
        ...wish.settings,
      },
      secretName: null,
      partCostMinor: 9,
      acceptsReplies: true,
      actor,
    }),
  )
  // addPatients reads ids and names only; the clock of the run is the real one.
  const clinic = { db, clinicId, accountId: account.id } as OutreachClinic
  const patients = await addPatients(clinic, wish.count)
  for (let start = 0; start < patients.length; start += 1000) {
    await db.tenant(clinicId, async (tx) =>
      queueMessages(
        tx.as('outreach'),
        patients.slice(start, start + 1000).map((patient) => ({
          origin: 'campaign:kill',
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
          accountId: account.id,
          language: 'pl',
          subject: null,
          body: wish.body ?? 'Klonowa: zbliza sie termin kontroli. Rejestracja: {{link}}',
          html: null,
          linkPurpose: 'book',
          linkMinutes: 600,
          prompt: null,
          appointmentId: null,
          ownWording: null,
          capPer30Days: 3,
          parts: 1,
          costMinor: 9,
          notBefore: now,
          expiresAt: now.add({ hours: 5 }),
          trace: [],
        })),
      ),
    )
  }
  return { clinic, numbers: patients.length }
}

function middayZone(now: Temporal.Instant): string {
  const hours = 12 - now.toZonedDateTimeISO('UTC').hour
  // Etc/GMT-3 is three hours *ahead* of UTC (POSIX signs).
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}

/** The real worker process, as an operator starts it. */
export function startWorkerProcess(database: TestDatabase): ChildProcess {
  const { host, user, password, database: name } = database.connection
  const url = `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${name}?host=${encodeURIComponent(host)}`
  return spawn(process.execPath, ['src/main/cli.ts', 'serve', '--role', 'worker'], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      KEMBALI_LOG_LEVEL: 'error',
      KEMBALI_PUBLIC_URL: 'https://klonowa.example',
      KEMBALI_SEND_LEASE_SECONDS: '4',
      KEMBALI_RECONCILE_AFTER_SECONDS: '3',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

export async function end(worker: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill(signal)
  await gone
}

export async function stateCounts({ clinic }: KillRun): Promise<ReadonlyMap<string, number>> {
  const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ state: string; count: number }>(sql`
      select state, count(*) as count from outreach.message where clinic_id = ${clinic.clinicId} group by state order by state`),
  )
  return new Map(rows.map((row) => [row.state, row.count]))
}

/** Looks every 200 ms until it holds; gives up with the last word after `seconds`. */
export async function until(holds: () => Promise<boolean>, seconds: number, what: string): Promise<void> {
  const giveUp = performance.now() + seconds * 1000
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`waited ${seconds} s in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
