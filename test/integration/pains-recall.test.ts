import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { type ImportedClinic, importedClinic } from '../support/imported-clinic.ts'

// What hurts the users of today's recall systems, each told as it happens to a clinic: its files are taken in, due dates
// follow, contacts are planned, the gate decides twice, and what leaves the outbox is counted.

const { connection } = await testDatabase()
const opened: ImportedClinic[] = []
afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

async function open(types: readonly string[] = ['dental_hygiene']): Promise<ImportedClinic> {
  const clinic = await importedClinic(connection, { name: `Klinika ${opened.length}`, types })
  opened.push(clinic)
  return clinic
}

const people = (...rows: readonly string[]) =>
  `patient id,name,birth date,mobile phone,home phone,deceased\n${rows.join('\n')}\n`
const visits = (...rows: readonly string[]) => `visit id,patient id,visit date,code\n${rows.join('\n')}\n`
const appointments = (...rows: readonly string[]) =>
  `appointment id,patient id,appointment date,status,service code\n${rows.join('\n')}\n`

/** Anna and Bogdan had their teeth cleaned half a year ago: both are due, and nobody else is known. */
async function twoWhoAreDue(clinic: ImportedClinic): Promise<void> {
  await clinic.take(
    people('a,Anna Kos,1980-01-02,601000001,,', 'b,Bogdan Ryś,1975-06-07,601000002,,'),
    'patients',
  )
  await clinic.take(visits('v1,a,2026-05-18,hygiene', 'v2,b,2026-05-18,hygiene'), 'visits')
}

const anna = '+48601000001'
const bogdan = '+48601000002'
const numbers = (clinic: ImportedClinic) => clinic.given.map(({ to }) => to).sort()

const fates = async (clinic: ImportedClinic): Promise<readonly string[]> => {
  const rows = await clinic.rows<{ external_id: string; state: string; state_reason: string | null }>(
    (clinicId) => sql`
      select p.external_id, m.state, m.state_reason from outreach.message m
      join patients.patient p on p.clinic_id = m.clinic_id and p.id = m.patient_id
      where m.clinic_id = ${clinicId} order by p.external_id, m.send_key`,
  )
  return rows.map((row) => `${row.external_id} ${row.state} ${row.state_reason ?? ''}`.trim())
}

const cycles = async (clinic: ImportedClinic): Promise<readonly string[]> => {
  const rows = await clinic.rows<{ type_key: string; triggered_on: Temporal.PlainDate; state: string }>(
    (clinicId) => sql`
      select type_key, triggered_on, coalesce(close_reason, 'open') as state from recall.cycle
      where clinic_id = ${clinicId} order by triggered_on, type_key, close_reason nulls first`,
  )
  return rows.map((row) => `${row.type_key} ${row.triggered_on} ${row.state}`)
}

describe('pain 1: booked, and recalled all the same', () => {
  test('a patient whose visit is booked in the practice system is not recalled', async () => {
    const clinic = await open()
    await twoWhoAreDue(clinic)
    await clinic.take(appointments('t1,a,2026-12-03 09:00,booked,hygiene'), 'appointments')
    await clinic.work()
    expect(numbers(clinic)).toEqual([bogdan])
  })

  test('a visit booked after the invitation was written keeps it from leaving', async () => {
    const clinic = await open()
    await twoWhoAreDue(clinic)
    await clinic.plan()
    expect(await fates(clinic)).toEqual(['a queued', 'b queued'])
    await clinic.take(appointments('t1,a,2026-12-03 09:00,booked,hygiene'), 'appointments')
    await clinic.work()
    expect(numbers(clinic)).toEqual([bogdan])
    expect(await fates(clinic)).toEqual(['a withheld visit_ahead', 'b accepted'])
  })

  test('a booked visit that is cancelled again does not silence the recall for ever', async () => {
    const clinic = await open()
    await twoWhoAreDue(clinic)
    await clinic.take(appointments('t1,a,2026-12-03 09:00,booked,hygiene'), 'appointments')
    await clinic.work()
    clinic.clock.advance({ hours: 24 })
    await clinic.take(appointments('t1,a,2026-12-03 09:00,cancelled,hygiene'), 'appointments')
    for (let day = 0; day < 12; day += 1) {
      await clinic.work()
      clinic.clock.advance({ hours: 24 })
    }
    expect(numbers(clinic)).toContain(anna)
  })
})

describe('pain 2: an old recall type left alive', () => {
  const types = ['dental_hygiene', 'dental_hygiene_child', 'dental_perio']

  test('who comes of age before the next date is recalled once, as an adult', async () => {
    const clinic = await open(types)
    await clinic.take(people('c,Celina Łoś,2008-10-01,601000003,,'), 'patients')
    await clinic.take(visits('v1,c,2026-02-10,child_checkup'), 'visits')
    await clinic.plan()
    expect(await cycles(clinic)).toEqual(['dental_hygiene_child 2026-02-10 open'])

    await clinic.take(visits('v2,c,2026-05-18,child_checkup'), 'visits')
    await clinic.work()
    expect(await cycles(clinic)).toEqual([
      'dental_hygiene_child 2026-02-10 not_eligible',
      'dental_hygiene 2026-05-18 open',
    ])
    expect(numbers(clinic)).toEqual(['+48601000003'])
  })

  test('who moved to perio maintenance gets no second message for hygiene', async () => {
    const clinic = await open(types)
    await clinic.take(people('d,Dawid Bąk,1970-01-02,601000004,,'), 'patients')
    await clinic.take(visits('v1,d,2026-05-18,hygiene', 'v2,d,2026-08-20,perio_maintenance'), 'visits')
    for (let day = 0; day < 10; day += 1) {
      await clinic.work()
      clinic.clock.advance({ hours: 24 })
    }
    expect(await cycles(clinic)).toEqual(['dental_perio 2026-08-20 open'])
    expect(numbers(clinic)).toEqual(['+48601000004'])
  })
})

describe('pain 6: the dead are written to', () => {
  const died = people('a,Anna Kos,1980-01-02,601000001,,yes', 'b,Bogdan Ryś,1975-06-07,601000002,,')

  test('who has died is neither recalled nor reminded of a visit', async () => {
    const clinic = await open()
    await twoWhoAreDue(clinic)
    await clinic.take(
      appointments('t1,a,2026-12-04 09:00,booked,hygiene', 't2,b,2026-12-04 10:00,booked,hygiene'),
      'appointments',
    )
    await clinic.take(died, 'patients')
    for (let hour = 0; hour < 96; hour += 6) {
      await clinic.work()
      clinic.clock.advance({ hours: 6 })
    }
    expect(new Set(numbers(clinic))).toEqual(new Set([bogdan]))
  })

  test('a death that is learnt of after the invitation was written keeps it from leaving', async () => {
    const clinic = await open()
    await twoWhoAreDue(clinic)
    await clinic.plan()
    await clinic.take(died, 'patients')
    await clinic.work()
    expect(numbers(clinic)).toEqual([bogdan])
    expect(await fates(clinic)).toEqual(['a withheld deceased', 'b accepted'])
    expect(await cycles(clinic)).toEqual([
      'dental_hygiene 2026-05-18 open',
      'dental_hygiene 2026-05-18 withdrawn',
    ])
  })
})

describe('pain 13: one number stored twice, and two messages', () => {
  test('the same number typed in two columns in two ways is written to once', async () => {
    const clinic = await open()
    await clinic.take(people('a,Anna Kos,1980-01-02,601 000 001,0048 601-000-001,'), 'patients')
    await clinic.take(visits('v1,a,2026-05-18,hygiene'), 'visits')
    await clinic.work()
    expect(numbers(clinic)).toEqual([anna])
  })

  test('a person whom two systems know under one number, typed in two ways, is written to once', async () => {
    const clinic = await open()
    const known = (row: string) => `patient id,name,birth date,mobile phone,pesel\n${row}\n`
    await clinic.take(known('a,Anna Kos,1980-01-02,601000001,80010212347'), 'patients', 'old system')
    await clinic.take(visits('v1,a,2026-05-18,hygiene'), 'visits', 'old system')
    await clinic.take(known('17,Anna Kos,1980-01-02,+48 601 000 001,80010212347'), 'patients', 'new system')
    await clinic.take(visits('w1,17,2026-05-19,hygiene'), 'visits', 'new system')
    for (let day = 0; day < 10; day += 1) {
      await clinic.work()
      clinic.clock.advance({ hours: 24 })
    }
    expect(numbers(clinic)).toEqual([anna])
  })
})

/** What came of the booked visits: their streams, those that wait for nothing, contacts that were decided, patients told. */
const toldOfVisits = async (clinic: ImportedClinic) => {
  const [about] = await clinic.rows<Record<'streams' | 'asleep' | 'considered' | 'told', number>>(
    (clinicId) => sql`
      select count(*) as streams, count(*) filter (where s.next_at is null) as asleep,
        coalesce(sum(jsonb_array_length(s.contacts)), 0)::int as considered,
        (select count(distinct m.patient_id) from outreach.message m
          where m.clinic_id = ${clinicId} and m.subject_key like 'appointment:%' and m.state = 'accepted') as told
      from campaigns.visit_stream s where s.clinic_id = ${clinicId}`,
  )
  if (about === undefined) throw new Error('a count without a row')
  return about
}

describe('pain 20: a flood after a restart', () => {
  const many = Array.from({ length: 40 }, (_, index) => String(index).padStart(2, '0'))

  async function fortyWhoAreDue(): Promise<ImportedClinic> {
    const clinic = await open()
    await clinic.take(
      people(...many.map((n) => `p${n},Pacjent ${n},1980-01-${10 + (Number(n) % 19)},6010001${n},,`)),
      'patients',
    )
    await clinic.take(visits(...many.map((n) => `v${n},p${n},2026-05-18,hygiene`)), 'visits')
    return clinic
  }

  test('after three weeks without a worker nobody gets more than one message, and the stale ones stay behind', async () => {
    const clinic = await fortyWhoAreDue()
    await clinic.plan()
    expect(await fates(clinic)).toHaveLength(40)
    clinic.clock.advance({ hours: 24 * 21 })
    for (let hour = 0; hour < 24; hour += 1) {
      await clinic.work()
      clinic.clock.advance({ hours: 1 })
    }
    expect(numbers(clinic)).toEqual([...new Set(numbers(clinic))])
    expect((await fates(clinic)).filter((fate) => fate.endsWith('expired expired'))).toHaveLength(40)
  })

  test('what the worker missed of a visit that is over is not told afterwards', async () => {
    const booked = appointments(...many.map((n) => `t${n},p${n},2026-12-03 09:00,booked,hygiene`))
    // With a worker that comes every day each of them is told of the visit.
    const followed = await fortyWhoAreDue()
    await followed.take(booked, 'appointments')
    for (let day = 0; day < 12; day += 1) {
      await followed.work()
      followed.clock.advance({ hours: 24 })
    }
    expect((await toldOfVisits(followed)).told).toBe(40)

    const missed = await fortyWhoAreDue()
    await missed.take(booked, 'appointments')
    await missed.plan()
    missed.clock.advance({ hours: 24 * 12 })
    await missed.work()
    // Nothing was so much as considered: each stream sleeps, and no contact about the visit was ever decided.
    expect(await toldOfVisits(missed)).toEqual({ streams: 40, asleep: 40, considered: 0, told: 0 })
  })

  test('a worker that comes back at night waits for the morning', async () => {
    const clinic = await fortyWhoAreDue()
    clinic.clock.moveTo(Temporal.Instant.from('2026-11-25T23:00:00Z'))
    await clinic.work()
    expect(numbers(clinic)).toEqual([])
    clinic.clock.moveTo(Temporal.Instant.from('2026-11-26T09:00:00Z'))
    await clinic.work()
    expect(numbers(clinic)).toHaveLength(40)
  })
})
