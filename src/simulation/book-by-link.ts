import { locateToken, readPageLink } from '../outreach/page-link.ts'
import { verifyBirthDate } from '../outreach/page-link-verify.ts'
import { bookHeldTime } from '../scheduling/book-appointment.ts'
import { findOpenTimes, type OpenTime } from '../scheduling/find-open-times.ts'
import { holdTime } from '../scheduling/hold-time.ts'
import { dateOfDay } from './rules/days.ts'
import type { SimulatedPatient } from './simulated-patient.ts'
import type { SimulationRoom } from './simulation-room.ts'
import { wantedService } from './wanted-service.ts'

/** A patient opens the link of a message, shows who they are, and takes one of the times: what the page would do for them. */
export async function bookByLink(
  room: SimulationRoom,
  { text, patient, key }: { readonly text: string; readonly patient: SimulatedPatient; readonly key: string },
): Promise<void> {
  const token = tokenIn(text)
  const located = token === null ? null : await locateToken(room.db, token)
  if (located === null || located.clinicId !== room.clinicId) return
  const birthDate = dateOfDay(patient.person.birthDay)
  await room.db.tenant(room.clinicId, async (tx) => {
    const outreach = tx.as('outreach')
    const link = await readPageLink(outreach, located.tokenHash)
    if (link === null || !(await verifyBirthDate(outreach, { tokenHash: link.tokenHash, birthDate }))) return
    const scheduling = tx.as('scheduling')
    const serviceId = await wantedService(tx.as('simulation'), {
      patientId: patient.id,
      subjectKey: link.subjectKey,
    })
    if (serviceId === null) return
    const times = await findOpenTimes(scheduling, {
      serviceId,
      from: tx.now.add({ hours: 20 }),
      to: tx.now.add({ hours: 24 * 28 }),
      limit: 12,
      order: 'spread',
      patientId: patient.id,
    })
    const time = pick(times, patient.draw('chooses time', key))
    if (time === null) return
    const held = await holdTime(scheduling, {
      patientId: patient.id,
      serviceId,
      startsAt: time.startsAt,
      resourceIds: [time.resourceId],
      via: 'page',
      origin: link.origin,
      subjectKey: link.subjectKey,
    })
    if (!held.ok || held.value.isAlreadyBooked) return
    await bookHeldTime(scheduling, {
      appointmentId: held.value.appointmentId,
      actor: { kind: 'patient', id: patient.id },
    })
  })
}

/** The token of a booking link: `/b/<clinic key>.<secret>`. */
function tokenIn(text: string): string | null {
  return /\/b\/([a-z0-9]{4,12}\.[A-Za-z0-9_-]{22})/.exec(text)?.[1] ?? null
}

/** Early times are liked better. */
function pick(times: readonly OpenTime[], u: number): OpenTime | null {
  return times[Math.floor(u * u * times.length)] ?? null
}
