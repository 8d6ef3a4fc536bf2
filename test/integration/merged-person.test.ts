import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { patientTimeline } from '../../src/insights/patient-timeline.ts'
import { numbersOf } from '../../src/insights/store/card-facts.ts'
import { findDuplicates } from '../../src/patients/find-duplicates.ts'
import { markDeceased } from '../../src/patients/mark-deceased.ts'
import { mergeDuplicate } from '../../src/patients/merge-duplicate.ts'
import { undoMerge } from '../../src/patients/undo-merge.ts'
import { upcomingAppointments } from '../../src/scheduling/appointment.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const opened: CampaignClinic[] = []
let clinic: CampaignClinic
let living: TestPatient
let merged: TestPatient

afterAll(async () => {
  for (const each of opened) await each.db.close()
})

/** Two records of one person, both with a visit half a year ago and a telephone of their own. */
beforeEach(async () => {
  clinic = await campaignClinic(database.connection, { patients: 2, name: `Klinika ${opened.length}` })
  opened.push(clinic)
  const [one, other] = clinic.patients
  if (one === undefined || other === undefined) throw new Error('two patients were asked for')
  living = one
  merged = other
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.run(sql`
      update patients.patient set full_name = 'Salomea Przybyszewska', address = 'Lipowa 4', postcode = '30-001'
      where clinic_id = ${clinic.clinicId}`),
  )
  await findDuplicates(clinic.db, clinic.clinicId, { everyone: true, mergesCertain: false })
})

const pair = () => ({ oneId: living.id, otherId: merged.id, by: desk })
const merge = async (): Promise<void> => {
  const done = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    mergeDuplicate(tx.as('patients'), { ...pair(), survivorId: living.id }),
  )
  expect(done.ok).toBe(true)
}
const start = async () => clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
const bookInTenDays = async (patientId: string): Promise<void> => {
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const scheduling = tx.as('scheduling')
    const from = tx.now.add({ hours: 24 * 10 })
    const wish = {
      serviceId: clinic.hygiene,
      from,
      to: from.add({ hours: 72 }),
      limit: 1,
      order: 'soonest',
    } as const
    const [time] = await findOpenTimes(scheduling, wish)
    if (time === undefined) throw new Error('no open time')
    const { startsAt, resourceId } = time
    const visit = { patientId, serviceId: clinic.hygiene, startsAt, resourceIds: [resourceId] }
    const booked = await bookAppointment(scheduling, {
      ...visit,
      via: 'staff',
      origin: null,
      subjectKey: null,
      actor: desk,
    })
    expect(booked.ok).toBe(true)
  })
}
const messages = async (subject: string) => {
  const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ patient_id: string }>(sql`
      select patient_id from outreach.message
      where clinic_id = ${clinic.clinicId} and subject_key like ${`${subject}:%`} order by id`),
  )
  return rows.map(({ patient_id }) => patient_id)
}

describe('a person whose records were merged', () => {
  it('is invited once, by the record that lives on', async () => {
    await merge()
    await start()
    await clinic.work()
    expect(await messages('enrolment')).toEqual([living.id])
  })

  it('is not invited while a visit is booked on the other record', async () => {
    const appointmentId = await clinic.book(merged)
    await merge()
    await start()
    await clinic.work()
    expect(await messages('enrolment')).toEqual([])
    const upcoming = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      upcomingAppointments(tx.as('scheduling'), living.id),
    )
    expect(upcoming.map(({ id }) => id)).toEqual([appointmentId])
  })

  it('is reminded of a visit that was booked on the other record', async () => {
    await start()
    await bookInTenDays(merged.id)
    await merge()
    clinic.clock.advance({ hours: 24 * 4 })
    await clinic.work()
    const reminded = await messages('appointment')
    expect(reminded.length).toBeGreaterThan(0)
    expect(new Set(reminded)).toEqual(new Set([living.id]))
  })

  it('is not written to when either record says that the person has died', async () => {
    await merge()
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      markDeceased(tx.as('patients'), { patientId: merged.id, deceasedAt: null, actor: desk }),
    )
    await start()
    await clinic.work()
    expect(clinic.given).toEqual([])
  })

  it('has the visits and the history of both records on the one card', async () => {
    const seen = async () =>
      clinic.db.tenant(clinic.clinicId, async (tx) => {
        const db = tx.as('insights')
        const reading = { language: 'pl', country: 'PL', zone: 'Europe/Warsaw' } as const
        const timeline = await patientTimeline(db, {
          patientId: living.id,
          view: 'all',
          before: undefined,
          most: 50,
          reading,
        })
        if (!timeline.ok) throw new Error(timeline.error.kind)
        const { kept } = await numbersOf(db, living.id)
        const kinds = timeline.value.entries.map((entry) => entry.kind)
        return { kept, visits: kinds.filter((kind) => kind === 'visit').length }
      })
    expect(await seen()).toEqual({ kept: 1, visits: 1 })
    await bookInTenDays(merged.id)
    await merge()
    expect(await seen()).toEqual({ kept: 2, visits: 3 })
  })

  it('is two people again when the merge is undone', async () => {
    await merge()
    await clinic.db.tenant(clinic.clinicId, async (tx) => undoMerge(tx.as('patients'), pair()))
    await start()
    await clinic.work()
    expect(new Set(await messages('enrolment'))).toEqual(new Set([living.id, merged.id]))
    expect(new Set(clinic.given.map(({ to }) => to))).toEqual(new Set([living.number, merged.number]))
  })
})
