import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { createClinic } from '../src/clinic/create-clinic.ts'
import type { Database } from '../src/platform/db/database.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { bookAppointment } from '../src/scheduling/book-appointment.ts'
import { importSchedule } from '../src/scheduling/import-schedule.ts'
import { readScheduleFile } from '../src/scheduling/schedule-file.ts'

// Many clients who all want the same few times, against the bare INSERT of the same rows into the same tables.

export interface BookBenchSize {
  /** Each with its own connection, all at once. */
  readonly clients: number
  /** Attempts of each client. */
  readonly attempts: number
  readonly resources: number
}

export const bookBenchSize: BookBenchSize = { clients: 32, attempts: 300, resources: 16 }

export interface BookRun {
  readonly attemptsPerSecond: number
  readonly booked: number
  readonly taken: number
  readonly deadlocks: number
  readonly overlaps: number
}

export interface BookBench {
  readonly size: BookBenchSize
  readonly floor: BookRun
  readonly ours: BookRun
  /** Time of one of our attempts in times of one of the floor's. */
  readonly toFloor: number
  readonly peakMemoryMb: number
}

const by = { kind: 'command_line', name: 'Benchmark' } as const
const visitMinutes = 30
/** Times begin every quarter of an hour, so that neighbours overlap. */
const stepMinutes = 15
/** How many neighbouring times are wanted at the same moment, and how many rounds until the crowd moves on by one. */
const hotTimes = 8
const roundsPerTime = 4

interface Attempt {
  readonly patientId: string
  readonly resourceId: string
  readonly startsAt: Temporal.Instant
}

type Outcome = 'booked' | 'taken' | 'deadlock'

/** Books and measures in `db`, whose pool must hold a connection for every client; the two clinics stay there. */
export async function benchBook(
  db: Database,
  size: BookBenchSize,
  say: (line: string) => void,
): Promise<BookBench> {
  if (db.pool.options.max < size.clients) throw new Error(`the pool needs ${size.clients} connections`)
  const floorText = await readFile(new URL('./floors/book.sql', import.meta.url), 'utf8')
  say('bare INSERT …')
  const floor = await run(db, size, async (clinicId, attempt) =>
    bareInsert(db, clinicId, { attempt, floorText }),
  )
  say('bookings …')
  const ours = await run(db, size, async (clinicId, attempt) => book(db, clinicId, attempt))
  return {
    size,
    floor,
    ours,
    toFloor: Math.round((floor.attemptsPerSecond / ours.attemptsPerSecond) * 100) / 100,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

async function run(
  db: Database,
  size: BookBenchSize,
  tryOne: (clinicId: ClinicId, attempt: Attempt) => Promise<Outcome>,
): Promise<BookRun> {
  const { clinicId, resourceIds, patientIds } = await makeClinic(db, size)
  const begin = db.clock.now().round({ smallestUnit: 'hour', roundingMode: 'ceil' }).add({ hours: 24 })
  const counts = { booked: 0, taken: 0, deadlock: 0 }
  const client = async (index: number): Promise<void> => {
    for (let round = 0; round < size.attempts; round += 1) {
      counts[await tryOne(clinicId, attemptOf({ index, round, begin, resourceIds, patientIds, size }))] += 1
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: size.clients }, async (_, index) => client(index)))
  const seconds = (performance.now() - start) / 1000
  return {
    attemptsPerSecond: Math.round((size.clients * size.attempts) / seconds),
    booked: counts.booked,
    taken: counts.taken,
    deadlocks: counts.deadlock,
    overlaps: await countOverlaps(db, clinicId),
  }
}

interface Crowd {
  readonly index: number
  readonly round: number
  readonly begin: Temporal.Instant
  readonly resourceIds: readonly string[]
  readonly patientIds: readonly string[]
  readonly size: BookBenchSize
}

/** Drawn by hash, so that both runs want the same times in the same order. */
function attemptOf({ index, round, begin, resourceIds, patientIds, size }: Crowd): Attempt {
  const draw = createHash('md5').update(`${index}/${round}`).digest().readUInt32BE(0)
  const time = Math.floor(round / roundsPerTime) + (draw % hotTimes)
  return {
    patientId: patientIds[index * size.attempts + round] ?? '',
    resourceId: resourceIds[Math.floor(draw / hotTimes) % resourceIds.length] ?? '',
    startsAt: begin.add({ minutes: time * stepMinutes }),
  }
}

async function book(db: Database, clinicId: ClinicId, attempt: Attempt): Promise<Outcome> {
  return countingDeadlocks(async () => {
    const booking = await db.tenant(clinicId, async (tx) =>
      bookAppointment(tx.as('scheduling'), {
        patientId: attempt.patientId,
        serviceId: null,
        minutes: visitMinutes,
        startsAt: attempt.startsAt,
        resourceIds: [attempt.resourceId],
        via: 'page',
        origin: null,
        subjectKey: null,
        actor: by,
      }),
    )
    if (booking.ok) return 'booked'
    if (booking.error.kind !== 'taken') throw new Error(booking.error.kind)
    return 'taken'
  })
}

async function bareInsert(
  db: Database,
  clinicId: ClinicId,
  { attempt, floorText }: { readonly attempt: Attempt; readonly floorText: string },
): Promise<Outcome> {
  const now = db.clock.now()
  const { patientId, resourceId, startsAt } = attempt
  const values = [
    clinicId,
    db.ids.uuid(now),
    patientId,
    resourceId,
    startsAt,
    startsAt.add({ minutes: visitMinutes }),
    now,
  ]
  return countingDeadlocks(async () => {
    await db.tenant(clinicId, async (tx) => tx.run(numbered(floorText, values)))
    return 'booked'
  })
}

const exclusionViolation = '23P01'
const deadlockDetected = '40P01'

async function countingDeadlocks(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === exclusionViolation) return 'taken'
    if (code === deadlockDetected) return 'deadlock'
    throw error
  }
}

/** A statement with $1, $2 … and their values. */
function numbered(text: string, values: readonly unknown[]) {
  const parts = text
    .replace(/--.*$/gm, '')
    .split(/(\$\d+)/)
    .map((part) => (/^\$\d+$/.test(part) ? sql`${values[Number(part.slice(1)) - 1]}` : sql.raw(part)))
  return sql.join(parts, sql.raw(''))
}

async function makeClinic(db: Database, size: BookBenchSize) {
  const made = await createClinic(
    db,
    {
      name: `Benchmark ${db.ids.secret(6)}`,
      practiceType: 'dental',
      country: 'PL',
      zone: 'Europe/Warsaw',
      language: 'pl',
      currency: 'PLN',
    },
    by,
  )
  if (!made.ok) throw new Error(made.error.kind)
  const clinicId = made.value.id
  const always = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    .map((day) => `${day}: ["00:00-24:00"]`)
    .join(', ')
  const resources = Array.from(
    { length: size.resources },
    (_, index) => `  - { key: r${index}, name: R ${index}, hours: { ${always} } }`,
  )
  const text = `services: [{ key: visit, name: Visit, minutes: ${visitMinutes} }]\nresources:\n${resources.join('\n')}`
  const schedule = readScheduleFile({ file: 'benchmark', text })
  if (!schedule.ok) throw new Error(JSON.stringify(schedule.error))
  return db.tenant(clinicId, async (tx) => {
    await importSchedule(tx.as('scheduling'), { schedule: schedule.value, file: 'benchmark', actor: by })
    const patients = await tx.sql<{ id: string }>(sql`
      insert into patients.patient (clinic_id, id, source, external_id, full_name, created_at, changed_at, revision)
      select ${clinicId}::uuid, md5(${clinicId} || n)::uuid, 'benchmark', n::text, 'Patient ' || n, ${tx.now}, ${tx.now}, ''
      from generate_series(1, ${size.clients * size.attempts}::int) n returning id`)
    const made = await tx.sql<{ id: string }>(
      sql`select id from scheduling.resource where clinic_id = ${clinicId} order by external_id`,
    )
    return { clinicId, patientIds: patients.map(({ id }) => id), resourceIds: made.map(({ id }) => id) }
  })
}

async function countOverlaps(db: Database, clinicId: ClinicId): Promise<number> {
  const rows = await db.discover(sql<{ overlaps: number }>`
    select count(*) as overlaps from scheduling.occupancy a
    join scheduling.occupancy b on b.clinic_id = a.clinic_id and b.resource_id = a.resource_id
      and b.appointment_id > a.appointment_id and b.during && a.during
    where a.clinic_id = ${clinicId} and a.state <> 'released' and b.state <> 'released'`)
  return rows[0]?.overlaps ?? Number.NaN
}
