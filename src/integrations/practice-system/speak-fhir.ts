import {
  appointmentResource,
  type BookingFacts,
  identifierSystem,
  meaningOf,
} from './appointment-resource.ts'
import { askServer, type FhirAnswer, type FhirBody, type FhirServer, isFhirId } from './fhir-door.ts'
import { findThere } from './find-there.ts'

/** What became of one attempt. Reasons are keys and codes: what a server writes may quote the patient. */
export type Outcome =
  | Standing<'confirmed'>
  /** It is there and waits for somebody's approval; asked again later. */
  | Standing<'pending'>
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing that a machine can mend: the time stays the patient's, and a person writes it in. */
  | { readonly kind: 'by_hand'; readonly reason: string }
  /** The server, or the way to it, is at fault: tried again. */
  | { readonly kind: 'later'; readonly reason: string }
  /** Of a cancel: no Appointment of this booking stands there, and none can arrive any more. */
  | { readonly kind: 'nothing_stands'; readonly wasThere: boolean }
  /** Nothing is there, or no more than was just ended, but a request of ours may still arrive: looked at again then. */
  | { readonly kind: 'not_yet'; readonly until: Temporal.Instant }

interface Standing<Kind extends string> {
  readonly kind: Kind
  readonly remoteId: string
  /** Others of the same booking that stand there as well; absent: nobody looked, or none. */
  readonly copies?: readonly string[]
}

/** Writes a booking; asking again finds the first one by its identifier (If-None-Exist). */
export async function createAppointment(server: FhirServer, booking: BookingFacts): Promise<Outcome> {
  const answer = await askServer(server, {
    method: 'POST',
    path: 'Appointment',
    headers: {
      'if-none-exist': `identifier=${encodeURIComponent(`${identifierSystem}|${booking.appointmentId}`)}`,
    },
    body: appointmentResource(booking),
  })
  if (answer.kind === 'silence') return { kind: 'later', reason: answer.reason }
  // Several match If-None-Exist (R4 §3.1.0.8.1): it is there, more than once.
  if (answer.status === 412) return chooseCopy(server, booking.appointmentId)
  if (!isSuccess(answer.status)) return failureOf(answer.status, answer.body)
  const remoteId = remoteIdOf(answer)
  if (remoteId === null) return { kind: 'later', reason: 'no_id' }
  if (answer.body?.resourceType === 'Appointment') return standingOf(answer.body, remoteId)
  return readAppointmentThere(server, remoteId)
}

/** How a booking stands that is there several times: one is gone by, the others are named. Never frees its time. */
export async function chooseCopy(server: FhirServer, appointmentId: string): Promise<Outcome> {
  return unlessThere(server, appointmentId, { kind: 'later', reason: 'copies_not_found' })
}

/** How a booking stands that a search finds there; `ifNone`: what is so when it finds none. */
export async function unlessThere(
  server: FhirServer,
  appointmentId: string,
  ifNone: Outcome,
): Promise<Outcome> {
  const search = await findThere(server, appointmentId)
  if (search.kind === 'unclear') return { kind: 'later', reason: search.reason }
  const [first, ...others] = search.copies
  if (first === undefined) return ifNone
  const { meaning, remoteId } = first
  switch (meaning) {
    case 'confirmed':
    case 'pending': {
      const standing = others.filter((one) => one.meaning !== 'refused')
      return { kind: meaning, remoteId, copies: standing.map((one) => one.remoteId) }
    }
    case 'unclear':
      return { kind: 'later', reason: 'status_unclear' }
    case 'refused':
      return { kind: 'by_hand', reason: 'copies_ended' }
  }
}

/** How a booking that was written earlier stands now. */
export async function readAppointmentThere(server: FhirServer, remoteId: string): Promise<Outcome> {
  const answer = await askServer(server, { method: 'GET', path: `Appointment/${remoteId}` })
  if (answer.kind === 'silence') return { kind: 'later', reason: answer.reason }
  if (answer.status === 404 || answer.status === 410)
    return { kind: 'refused', reason: `http_${answer.status}` }
  if (!isSuccess(answer.status) || answer.body === null)
    return { kind: 'later', reason: `http_${answer.status}` }
  return standingOf(answer.body, remoteId)
}

function standingOf(body: FhirBody, remoteId: string): Outcome {
  const meaning = meaningOf(body.status)
  switch (meaning) {
    case 'confirmed':
    case 'pending':
      return { kind: meaning, remoteId }
    case 'refused':
      return { kind: 'refused', reason: 'status_cancelled' }
    case 'unclear':
      return { kind: 'later', reason: 'status_unclear' }
  }
}

/**
 * What a failure means. Conflicts and broken rules answer this very booking. Our account, address or a busy server is
 * mended and tried again. Anything else is our way of writing, which would fail for every patient: no time is given
 * away for that, a person writes the booking in.
 */
export function failureOf(status: number, body: FhirBody | null): Outcome {
  if (status >= 500 || [401, 403, 404, 405, 407, 408, 425, 429].includes(status))
    return { kind: 'later', reason: `http_${status}` }
  const code = body?.issue?.[0]?.code
  const isCode = code !== undefined && /^[a-z-]{1,40}$/.test(code)
  const reason = isCode ? `http_${status}_${code}` : `http_${status}`
  return { kind: [409, 422].includes(status) ? 'refused' : 'by_hand', reason }
}

function remoteIdOf(answer: Extract<FhirAnswer, { kind: 'answer' }>): string | null {
  if (answer.body?.resourceType === 'Appointment' && isFhirId(answer.body.id)) return answer.body.id
  const fromLocation = /Appointment\/([^/?#]+)/.exec(answer.location ?? '')?.[1]
  return isFhirId(fromLocation) ? fromLocation : null
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}
