import { meaningOf } from './appointment-resource.ts'
import { askServer, type FhirServer } from './fhir-door.ts'
import { findThere } from './find-there.ts'
import { failureOf, isSuccess, type Outcome } from './speak-fhir.ts'

/** Cancels a booking there: read, then write back with its version, so that nothing newer is overwritten. */
export async function cancelAppointmentThere(server: FhirServer, remoteId: string): Promise<Outcome> {
  const path = `Appointment/${remoteId}`
  const read = await askServer(server, { method: 'GET', path })
  if (read.kind === 'silence') return { kind: 'later', reason: read.reason }
  // Gone is as good as cancelled.
  if (read.status === 404 || read.status === 410) return { kind: 'confirmed', remoteId }
  if (!isSuccess(read.status) || read.body === null) return { kind: 'later', reason: `http_${read.status}` }
  if (meaningOf(read.body.status) === 'refused') return { kind: 'confirmed', remoteId }
  const version = read.body.meta?.versionId
  const written = await askServer(server, {
    method: 'PUT',
    path,
    headers: version === undefined ? {} : { 'if-match': `W/"${version}"` },
    body: { ...read.body, status: 'cancelled' },
  })
  if (written.kind === 'silence') return { kind: 'later', reason: written.reason }
  if (isSuccess(written.status)) return { kind: 'confirmed', remoteId }
  // Somebody changed it between the two requests: read again.
  if (written.status === 409 || written.status === 412)
    return { kind: 'later', reason: `http_${written.status}` }
  return failureOf(written.status, written.body)
}

/** A booking whose id there is not known, or not the only one. */
export interface UncertainBooking {
  readonly appointmentId: string
  /** Until then a create of ours may still arrive; null: none was ever sent. */
  readonly mayArriveUntil: Temporal.Instant | null
  readonly now: Temporal.Instant
}

/**
 * Cancels whatever that server has of a booking. It is done when a search, begun after the create can no longer arrive,
 * finds nothing that still stands; what is found before is cancelled at once.
 */
export async function cancelWhatIsThere(
  server: FhirServer,
  { appointmentId, mayArriveUntil, now }: UncertainBooking,
): Promise<Outcome> {
  const search = await findThere(server, appointmentId)
  if (search.kind === 'unclear') return { kind: 'later', reason: search.reason }
  for (const { remoteId, meaning } of search.copies) {
    if (meaning === 'refused') continue
    const outcome = await cancelAppointmentThere(server, remoteId)
    if (outcome.kind !== 'confirmed') return outcome
  }
  if (mayArriveUntil !== null && Temporal.Instant.compare(now, mayArriveUntil) < 0)
    return { kind: 'not_yet', until: mayArriveUntil }
  return { kind: 'nothing_stands', wasThere: search.copies.length > 0 }
}
