import { appointmentIdOf, campaignOrigin, enrolmentIdOf } from '../campaigns/rules/origins.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { PromptAction } from '../outreach/prompt-plan.ts'
import { closePrompt, type OpenPrompt } from '../outreach/prompts.ts'
import { livingRecords } from '../patients/living-records.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Result } from '../platform/rules/result.ts'
import { readAppointment } from '../scheduling/appointment.ts'
import { type Booking, bookAppointment } from '../scheduling/book-appointment.ts'
import { cancelAppointment } from '../scheduling/cancel-appointment.ts'
import { confirmVisit } from '../scheduling/confirm-visit.ts'
import { type MoveRefusal, moveAppointment } from '../scheduling/move-appointment.ts'
import { answer, noteEvent } from './answer.ts'
import { type Heard, subjectOf } from './heard.ts'
import { findOffers } from './offer-times.ts'
import type { ConversationOptions } from './queue-reply.ts'
import type { Need } from './rules/resolve-inbound.ts'
import { readOriginOfEnrolment } from './store/standing.ts'

type Db = ModuleDb<'conversations'>
type BookOption = Extract<PromptAction, { action: 'book' }>

/** Books the time behind a digit, or moves the visit the prompt was about; a time that is gone gets fresh offers. */
export async function takeTime(
  db: Db,
  options: ConversationOptions,
  { heard, digit }: { heard: Heard; digit: string },
): Promise<Need | null> {
  const { prompt } = heard
  const option = prompt?.options[digit]
  if (prompt === null || option?.action !== 'book') return 'unclear'
  const booked = await bookOption(db, prompt, option)
  if (!booked.ok) {
    await closePrompt(db.as('outreach'), prompt.id, 'time_taken')
    await noteEvent(db, heard, { key: 'time_taken' })
    return offerTimes(db, options, { heard, message: 'reply_taken', subjectKey: prompt.subjectKey })
  }
  await closePrompt(db.as('outreach'), prompt.id, 'answered')
  const { appointmentId } = booked.value
  await noteEvent(db, heard, { key: 'visit_booked', appointmentId })
  const visit = await readAppointment(db.as('scheduling'), appointmentId)
  const isWaiting = visit?.practiceState === 'requested'
  await answerAboutVisit(db, options, {
    heard,
    appointmentId,
    // Without an address of the clinic the booking cannot be said in full; the confirmation says day and time.
    messages: isWaiting ? ['reply_requested'] : ['reply_booked', 'reply_confirmed'],
  })
  return null
}

async function bookOption(
  db: Db,
  prompt: OpenPrompt,
  option: BookOption,
): Promise<Result<Booking, MoveRefusal>> {
  const actor: Actor = { kind: 'patient', id: prompt.patientId }
  const startsAt = Temporal.Instant.from(option.startsAt)
  const moved = appointmentIdOf(prompt.subjectKey)
  const visit = moved === null ? null : await readAppointment(db.as('scheduling'), moved)
  if (visit?.state === 'booked' && (await isOf(db, visit.patientId, prompt.patientId))) {
    return moveAppointment(db.as('scheduling'), {
      appointmentId: visit.id,
      startsAt,
      resourceIds: [option.resourceId],
      via: 'sms',
      actor,
    })
  }
  const enrolmentId = enrolmentIdOf(prompt.subjectKey)
  const enrolment = enrolmentId === null ? null : await readOriginOfEnrolment(db, enrolmentId)
  return bookAppointment(db.as('scheduling'), {
    patientId: prompt.patientId,
    serviceId: option.serviceId,
    minutes: startsAt.until(option.endsAt).total('minutes'),
    startsAt,
    resourceIds: [option.resourceId],
    via: 'sms',
    origin: enrolment === null ? null : campaignOrigin(enrolment.campaignId),
    subjectKey: enrolment === null ? null : prompt.subjectKey,
    actor,
  })
}

/** The visit may stand on a record that was merged since. */
async function isOf(db: Db, recordId: string, patientId: string): Promise<boolean> {
  return (await livingRecords(db.as('patients'), [recordId])).get(recordId) === patientId
}

/** Sends free times with digits; where none is left a person takes over. */
export async function offerTimes(
  db: Db,
  options: ConversationOptions,
  {
    heard,
    message,
    subjectKey,
  }: { heard: Heard; message: 'reply_offers' | 'reply_taken'; subjectKey?: string },
): Promise<Need | null> {
  if (heard.patientId === null) return 'unclear'
  const about = subjectKey ?? subjectOf(heard)
  const offer = await findOffers(db, {
    patientId: heard.patientId,
    subjectKey: about,
    options: heard.prompt?.options ?? {},
  })
  if (offer.times.length === 0) {
    await answer(db, options, { heard, wording: { messages: ['reply_no_times'] }, subjectKey: about })
    return 'no_times'
  }
  const wording = { messages: [message, 'reply_offers'], offers: offer.times, serviceId: offer.serviceId }
  return (await answer(db, options, { heard, wording, subjectKey: about })) ? null : 'no_times'
}

export async function confirmByText(
  db: Db,
  options: ConversationOptions,
  { heard, appointmentId }: { heard: Heard; appointmentId: string },
): Promise<Need | null> {
  const confirmed = await confirmVisit(db.as('scheduling'), { appointmentId, actor: patientActor(heard) })
  if (!confirmed.ok) return 'unclear'
  if (!confirmed.value.isNew) return null
  await noteEvent(db, heard, { key: 'visit_confirmed', appointmentId })
  await answerAboutVisit(db, options, { heard, appointmentId, messages: ['reply_confirmed'] })
  return null
}

export async function cancelByText(
  db: Db,
  options: ConversationOptions,
  { heard, appointmentId }: { heard: Heard; appointmentId: string },
): Promise<Need | null> {
  const cancelled = await cancelAppointment(db.as('scheduling'), {
    appointmentId,
    by: 'patient',
    actor: patientActor(heard),
    reason: 'asked_by_patient',
  })
  if (!cancelled.ok) return 'cancel'
  if (heard.prompt !== null) await closePrompt(db.as('outreach'), heard.prompt.id, 'answered')
  if (!cancelled.value.isNew) return null
  await noteEvent(db, heard, { key: 'visit_cancelled', appointmentId })
  await answerAboutVisit(db, options, { heard, appointmentId, messages: ['reply_cancelled'] })
  return null
}

/** Says day and time of one visit; its prompt, if any, is about that visit. */
export async function answerAboutVisit(
  db: Db,
  options: ConversationOptions,
  { heard, appointmentId, messages }: { heard: Heard; appointmentId: string; messages: readonly string[] },
): Promise<boolean> {
  const visit = await readAppointment(db.as('scheduling'), appointmentId)
  if (visit === null) return false
  const wording = { messages, visit: { appointmentId, startsAt: visit.startsAt }, serviceId: visit.serviceId }
  return answer(db, options, { heard, wording, subjectKey: `appointment:${appointmentId}` })
}

/** The text came from the number on record, which is what the digit of a prompt was sent to. */
export function patientActor(heard: Heard): Actor {
  return heard.patientId === null
    ? { kind: 'system', name: 'inbound text' }
    : { kind: 'patient', id: heard.patientId }
}
