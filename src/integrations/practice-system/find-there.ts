import { z } from 'zod'
import { identifierSystem, meaningOf } from './appointment-resource.ts'
import { askServer, type FhirServer, isFhirId } from './fhir-door.ts'

/** One Appointment of that server that carries our identifier. */
export interface Copy {
  readonly remoteId: string
  readonly meaning: ReturnType<typeof meaningOf>
  /** When it was last changed there, as that server writes it; empty: it does not say. */
  readonly changedAt: string
}

/** All there is of one booking, in the order in which one would go by them, or why nobody can tell. */
export type Search =
  | { readonly kind: 'found'; readonly copies: readonly Copy[] }
  | { readonly kind: 'unclear'; readonly reason: string }

const searchset = z.looseObject({
  type: z.literal('searchset'),
  total: z.number().optional(),
  link: z.array(z.looseObject({ relation: z.string() })).optional(),
  entry: z
    .array(
      z.looseObject({
        search: z.looseObject({ mode: z.string().optional() }).optional(),
        resource: z.looseObject({ resourceType: z.string() }).optional(),
      }),
    )
    .optional(),
})

const foundAppointment = z.looseObject({
  resourceType: z.literal('Appointment'),
  id: z.string().refine(isFhirId),
  status: z.unknown().optional(),
  identifier: z.array(z.looseObject({ system: z.string().optional(), value: z.string().optional() })),
  meta: z.looseObject({ lastUpdated: z.string().optional() }).optional(),
})

/** More of one booking than anybody has seen; a server that has them says that there are further pages. */
const mostCopies = 50

/**
 * Searches the practice system for a booking by our identifier. "None" is believed only from an answer that is whole and
 * that holds nothing else: a server that does not know the parameter may answer with any appointments.
 */
export async function findThere(server: FhirServer, appointmentId: string): Promise<Search> {
  const token = encodeURIComponent(`${identifierSystem}|${appointmentId}`)
  const answer = await askServer(server, {
    method: 'GET',
    path: `Appointment?identifier=${token}&_count=${mostCopies}`,
    headers: { prefer: 'handling=strict' },
  })
  if (answer.kind === 'silence') return { kind: 'unclear', reason: answer.reason }
  if (answer.status !== 200) return { kind: 'unclear', reason: `search_http_${answer.status}` }
  const set = searchset.safeParse(answer.body)
  if (!set.success) return { kind: 'unclear', reason: 'search_unreadable' }
  const { entry = [], link = [], total = 0 } = set.data
  const matches = entry.filter(({ search }) => search?.mode !== 'outcome' && search?.mode !== 'include')
  const copies: Copy[] = []
  for (const { resource } of matches) {
    const one = foundAppointment.safeParse(resource)
    const isOurs =
      one.success &&
      one.data.identifier.some(({ system, value }) => system === identifierSystem && value === appointmentId)
    if (!isOurs) return { kind: 'unclear', reason: 'search_ignored' }
    const { id, status, meta } = one.data
    copies.push({ remoteId: id, meaning: meaningOf(status), changedAt: meta?.lastUpdated ?? '' })
  }
  const isWhole = total <= copies.length && !link.some(({ relation }) => relation === 'next')
  if (!isWhole && copies.length === 0) return { kind: 'unclear', reason: 'search_incomplete' }
  return { kind: 'found', copies: copies.toSorted(byPreference) }
}

const ranks: Readonly<Record<Copy['meaning'], number>> = { confirmed: 0, pending: 1, unclear: 2, refused: 3 }

/** Live before waiting before ended, then the one that has stood longest, then by id: everybody chooses the same. */
function byPreference(one: Copy, other: Copy): number {
  if (one.meaning !== other.meaning) return ranks[one.meaning] - ranks[other.meaning]
  if (one.changedAt !== other.changedAt) return one.changedAt < other.changedAt ? -1 : 1
  return one.remoteId < other.remoteId ? -1 : one.remoteId > other.remoteId ? 1 : 0
}
