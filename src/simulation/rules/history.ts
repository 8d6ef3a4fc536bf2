// The five years before the simulation: which visits a patient made, which they cancelled, what they have booked.
// - Visits are in order of time, never on a Sunday, inside the history, and none after death or leaving.
// - Each programme of a patient (hygiene, perio, wellness, chronic) runs on its own interval; who stops coming stops all.
// - A patient who is not given a number of visits comes as their attendance says; a bench asks for exact numbers.

import { behaviour } from './behaviour.ts'
import { weekdayOf } from './days.ts'
import { between, type Draw, drawsOf, exponential, normal } from './draw.ts'
import type { Person, PopulationFrame } from './person.ts'
import type { ServiceKey } from './services.ts'

export interface PastVisit {
  readonly day: number
  /** Minutes after local midnight. */
  readonly minute: number
  readonly service: ServiceKey
}

export interface HistoryAppointment extends PastVisit {
  /** cancelled, no_show: in the past, and never booked again; booked: ahead of the end of the history. */
  readonly state: 'cancelled' | 'no_show' | 'booked'
  /** Days before it on which it was made. */
  readonly madeDaysBefore: number
}

export interface History {
  readonly registeredDay: number
  readonly visits: readonly PastVisit[]
  readonly appointments: readonly HistoryAppointment[]
}

export const historyDays = Math.round(5 * 365.25)

interface Programme {
  readonly service: ServiceKey
  readonly intervalDays: number
}

export function historyOf(frame: PopulationFrame, person: Person): History {
  const draw = drawsOf(frame.seed, person.externalId)
  const begin = frame.historyEnd - historyDays
  // More than half the patients are older than the history; the others joined at some time during it.
  const joined = draw('joined') < 0.55 ? begin : begin + Math.floor(draw('join day') * historyDays * 0.98)
  const registeredDay = joined === begin ? begin - between(draw('older by'), 0, 2_000) : joined
  const lastDay =
    Math.min(frame.historyEnd, person.deceasedDay ?? frame.historyEnd, person.left?.day ?? frame.historyEnd) -
    1
  const stop = stopDay({ draw, person, joined, lastDay })
  const visits = visitsUntil({ draw, person, joined, isOld: joined === begin, stop })
  return {
    registeredDay,
    visits,
    appointments: appointmentsOf({ frame, draw, person, visits, stop, lastDay }),
  }
}

/** The last day on which the patient still comes: drawn once, so that all their programmes end together. */
function stopDay({
  draw,
  person,
  joined,
  lastDay,
}: {
  draw: Draw
  person: Person
  joined: number
  lastDay: number
}): number {
  switch (person.attendance) {
    case 'regular':
      return Math.min(lastDay, joined + exponential(draw('stops'), 365 * 14))
    case 'irregular':
      return Math.min(lastDay, joined + exponential(draw('stops'), 365 * 6))
    case 'seldom':
      return Math.min(lastDay, joined + exponential(draw('stops'), 365 * 6))
    case 'once':
      return Math.min(lastDay, joined + 60)
  }
}

function visitsUntil(span: Span): PastVisit[] {
  const rounds = programmesOf(span.person).flatMap((programme) => roundsOf(span, programme))
  return [...rounds, ...unplannedVisits(span)].sort(
    (one, other) => one.day - other.day || one.minute - other.minute,
  )
}

/** What recurs for this patient; who only comes when it hurts has nothing that recurs. */
export function programmesOf(person: Person): readonly Programme[] {
  if (person.attendance === 'seldom' || person.attendance === 'once') return []
  const dental: readonly Programme[] = person.hasPeriodontitis
    ? [{ service: 'perio_maintenance', intervalDays: 92 }]
    : [{ service: 'hygiene', intervalDays: 184 }]
  const primary: readonly Programme[] =
    person.hasDiabetes || person.hasHypertension
      ? [{ service: 'chronic_review', intervalDays: 91 }]
      : [{ service: person.isChild ? 'checkup' : 'annual_wellness', intervalDays: 366 }]
  switch (person.comesFor) {
    case 'dental':
      return dental
    case 'primary':
      return primary
    case 'both':
      return [...dental, ...primary]
  }
}

interface Span {
  readonly draw: Draw
  readonly person: Person
  /** First day on which a visit may lie: the patient came earlier (`isOld`), or came new on it. */
  readonly joined: number
  readonly isOld: boolean
  readonly stop: number
}

function roundsOf(
  { draw, person, joined, isOld, stop }: Span,
  { service, intervalDays }: Programme,
): PastVisit[] {
  const visits: PastVisit[] = []
  const factor = person.attendance === 'regular' ? 1.06 : 1.7
  const spread = person.attendance === 'regular' ? 0.12 : 0.45
  // Whoever is older than the history is met in the middle of a round.
  let day = joined + Math.floor(draw(`first ${service}`) * (isOld ? intervalDays : 21))
  for (let round = 0; day <= stop; round += 1) {
    visits.push(placed(draw, { day, service, round }))
    day += Math.max(
      Math.floor(intervalDays * 0.7),
      Math.round(intervalDays * normal(draw(`gap ${service}`, round), factor, spread)),
    )
  }
  return visits.filter((visit) => visit.day <= stop)
}

/** Fillings, emergencies and check-ups between the rounds. */
function unplannedVisits({ draw, person, joined, stop }: Span): PastVisit[] {
  const rests = person.attendance === 'seldom' || person.attendance === 'once'
  const mean = rests ? 420 : 1_100
  const visits: PastVisit[] = []
  let day =
    joined + (rests ? Math.floor(draw('first need') * 30) : Math.ceil(exponential(draw('first need'), mean)))
  for (let round = 0; day <= stop; round += 1) {
    visits.push(placed(draw, { day, service: unplannedService(person, draw('need', round)), round }))
    if (person.attendance === 'once') break
    day += 14 + Math.ceil(exponential(draw('next need', round), mean))
  }
  return visits.filter((visit) => visit.day <= stop)
}

function unplannedService(person: Person, u: number): ServiceKey {
  if (person.comesFor === 'primary') return 'checkup'
  if (person.comesFor === 'both' && u < 0.3) return 'checkup'
  return u < 0.65 ? 'filling' : 'emergency'
}

function placed(draw: Draw, visit: { day: number; service: ServiceKey; round: number }): PastVisit {
  const day = weekdayOf(visit.day) === 7 ? visit.day + 1 : visit.day
  return { day, service: visit.service, minute: minuteOf(draw(`minute ${visit.service}`, visit.round), day) }
}

/** Between 08:00 and 18:30, on Saturdays until 13:00, on quarter hours. */
function minuteOf(u: number, day: number): number {
  const quarters = weekdayOf(day) === 6 ? 20 : 42
  return 480 + Math.floor(u * quarters) * 15
}

interface AppointmentQuestion {
  readonly frame: PopulationFrame
  readonly draw: Draw
  readonly person: Person
  readonly visits: readonly PastVisit[]
  readonly stop: number
  readonly lastDay: number
}

/** The visit that somebody who stopped coming cancelled or missed and never booked again; the next one of who stays. */
function appointmentsOf({
  frame,
  draw,
  person,
  visits,
  stop,
  lastDay,
}: AppointmentQuestion): HistoryAppointment[] {
  const last = visits.findLast((visit) => visit.service !== 'filling' && visit.service !== 'emergency')
  const [programme] = programmesOf(person)
  if (last === undefined || programme === undefined) return []
  const next = {
    service: last.service,
    day: last.day + intervalOf(person, last.service),
    round: visits.length,
  }
  if (next.day < frame.historyEnd && next.day <= lastDay && next.day > stop) {
    const u = draw('last appointment')
    if (u >= 0.4) return []
    return [
      {
        ...placed(draw, next),
        state: u < 0.3 ? 'cancelled' : 'no_show',
        madeDaysBefore: between(draw('made before'), 10, 90),
      },
    ]
  }
  const share =
    person.attendance === 'regular'
      ? behaviour.bookedBeforeLeaving.regular
      : behaviour.bookedBeforeLeaving.others
  const comesStill = stop >= lastDay && lastDay === frame.historyEnd - 1
  if (next.day <= frame.historyEnd + 1 || !comesStill || draw('booked ahead') >= share) return []
  return [{ ...placed(draw, next), state: 'booked', madeDaysBefore: next.day - last.day }]
}

function intervalOf(person: Person, service: ServiceKey): number {
  return programmesOf(person).find((programme) => programme.service === service)?.intervalDays ?? 366
}

/** Of two neighbours one has as many more as the other has fewer, so that the mean is exact over every pair. */
export function visitsWanted(frame: PopulationFrame, index: number, mean: number): number {
  const pair = drawsOf(frame.seed, `pair ${Math.floor(index / 2)}`)
  const more = between(pair('visits'), 0, Math.max(0, mean - 1))
  return index % 2 === 0 ? mean + more : mean - more
}

/** Exactly `wanted` visits, spread over the history: for benches that need a given number of rows. */
export function evenHistory(frame: PopulationFrame, person: Person, wanted: number): readonly PastVisit[] {
  const draw = drawsOf(frame.seed, person.externalId)
  const services = programmesOf(person).map((programme) => programme.service)
  const begin = frame.historyEnd - historyDays
  return Array.from({ length: wanted }, (_, round) => {
    const slice = (historyDays - 2) / wanted
    const day = begin + Math.floor(slice * (round + draw('even day', round)))
    const service =
      services[round % Math.max(1, services.length)] ?? unplannedService(person, draw('need', round))
    return placed(draw, { day, service, round })
  }).sort((one, other) => one.day - other.day || one.minute - other.minute)
}
