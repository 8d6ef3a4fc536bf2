import type { ResourceName } from '../../scheduling/rules/import-records.ts'
import type { ImportRecord } from '../import/source.ts'
import { isBefore } from '../import/values.ts'
import { patientOf, rowId } from './named-row.ts'
import type { Row } from './row.ts'
import { stateOf, yesOrNo } from './row-words.ts'

/** The patient that a row of facts belongs to: by id, else by the columns that name a person. */
function practitionerOf(row: Row): ResourceName | null {
  const named = row.id('practitioner')
  return named === null ? null : { externalId: named, name: named, kind: 'practitioner' }
}

/** A row of a table of visits → visit. Without a status, what has begun is taken as finished. */
export function readVisitRow(row: Row): readonly ImportRecord[] {
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return []
  const startedAt = row.moment('startedAt', 'time')
  if (startedAt === null) return row.refuseRow('startedAt', 'the date is missing or not understood')
  const kindCode = row.id('kindCode')
  const externalId = rowId(row, [patientExternalId, startedAt, kindCode ?? '-'])
  if (externalId === null) return []
  const status = visitStatus(row, startedAt)
  if (status === null)
    return row.refuseRow('status', 'a word we do not know: give it a meaning in the mapping')
  const encounterClass = row.text('class')?.toLowerCase()
  return [
    {
      kind: 'visit',
      externalId,
      patientExternalId,
      appointmentExternalId: row.id('appointment'),
      resource: practitionerOf(row),
      locationExternalId: row.id('location'),
      status,
      kindCode,
      kindText: row.text('kind'),
      reasonCode: row.id('reasonCode'),
      reason: row.text('reason'),
      isEmergency: encounterClass === 'emergency' || encounterClass === 'emer',
      startedAt,
      endedAt: endOf(row, startedAt) ?? (status === 'finished' ? startedAt : null),
      valueMinor: row.money('value'),
    },
  ]
}

function endOf(row: Row, startedAt: string): string | null {
  const told = row.moment('endedAt')
  if (told !== null && isBefore(told, startedAt)) return row.refuse('endedAt', 'before the start')
  if (told !== null) return told
  const minutes = row.minutes('minutes')
  return minutes === null ? null : later(startedAt, minutes)
}

function later(instant: string, minutes: number): string {
  return Temporal.Instant.from(instant).add({ minutes }).toString()
}

/** FHIR encounter-status, or null for a word we do not know. */
function visitStatus(row: Row, startedAt: string): string | null {
  const told = row.text('status')
  if (told === null) return isBefore(startedAt, row.context.now) ? 'finished' : 'planned'
  switch (stateOf(told)) {
    case 'finished':
      return 'finished'
    case 'cancelled':
    case 'noShow':
      return 'cancelled'
    case 'booked':
      return 'planned'
    default:
      return null
  }
}

/** A row of a table of appointments → appointment. */
export function readAppointmentRow(row: Row): readonly ImportRecord[] {
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return []
  const startsAt = row.moment('startsAt', 'time')
  if (startsAt === null) return row.refuseRow('startsAt', 'the date is missing or not understood')
  const endsAt = row.moment('endsAt', 'endTime') ?? later(startsAt, row.minutes('minutes') ?? usualMinutes)
  if (!isBefore(startsAt, endsAt)) return row.refuseRow('endsAt', 'not after the start')
  const externalId = rowId(row, [patientExternalId, startsAt])
  if (externalId === null) return []
  const state = appointmentState(row)
  if (state === null)
    return row.refuseRow('status', 'a word we do not know: give it a meaning in the mapping')
  const confirmed = row.text('confirmed')
  const practitioner = practitionerOf(row)
  return [
    {
      kind: 'appointment',
      externalId,
      ownId: null,
      patientExternalId,
      state,
      confirmation: confirmed !== null && yesOrNo(confirmed) === true ? 'confirmed' : 'open',
      startsAt,
      endsAt,
      resources: practitioner === null ? [] : [practitioner],
      locationExternalId: row.id('location'),
      serviceCode: row.id('serviceCode'),
      service: row.text('service'),
      reasonCode: null,
      reason: row.text('reason'),
      createdAt: row.moment('createdAt'),
      endedReason: row.text('cancelledReason'),
    },
  ]
}

/** Where a table tells neither end nor length: the room must not look free at once. */
const usualMinutes = 30

function appointmentState(row: Row): 'booked' | 'fulfilled' | 'cancelled' | 'no_show' | null {
  if (row.text('cancelledAt') !== null) return 'cancelled'
  const missed = row.text('didNotArrive')
  if (missed !== null && yesOrNo(missed) === true) return 'no_show'
  const told = row.text('status')
  if (told === null) return 'booked'
  switch (stateOf(told)) {
    case 'finished':
      return 'fulfilled'
    case 'cancelled':
      return 'cancelled'
    case 'noShow':
      return 'no_show'
    case 'booked':
      return 'booked'
    default:
      return null
  }
}
