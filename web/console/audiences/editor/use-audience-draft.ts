import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import type { AudienceDetail, ExplainedAudience } from '../../../../src/campaigns/contract/audiences.ts'
import type { AudienceDocument } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { post } from '../../api/client.ts'
import { optional, useUrlState } from '../../shell/url-state.ts'
import { simplified } from './criteria-tree.ts'
import { addressOf, documentFrom } from './draft-address.ts'
import { isSame } from './same-document.ts'

interface Kept {
  readonly name: string
  readonly document: AudienceDocument
  /** What the audience was when somebody began to change it; null: it is a new one. */
  readonly expected: { readonly version: number; readonly name: string } | null
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The whole draft, also what an address does not tell. */
    audienceDraft?: Kept
  }
}

export interface AudienceDraft extends Kept {
  readonly isChanged: boolean
  /** Criteria that the address of somebody else's draft does not tell. */
  readonly lost: number
  /** The address tells a draft that cannot be used. */
  readonly isBroken: boolean
  readonly change: (document: AudienceDocument, how?: { readonly replace: boolean }) => void
  readonly rename: (name: string) => void
  readonly discard: () => void
  /** Goes on from what somebody else has saved meanwhile, with one's own words. */
  readonly expect: (expected: Kept['expected']) => void
}

const newDocument: AudienceDocument = {
  programme: {
    kind: 'reactivation',
    bands: [
      'overdue_3_6',
      'overdue_6_12',
      'overdue_12_plus',
      'inactive_12_18',
      'inactive_18_24',
      'inactive_24_plus',
    ],
  },
  criteria: { kind: 'next_visit', has: false },
}

const fields = { draft: optional() }

/**
 * What is being edited: in the address, and whole in the entry of the history, where it survives reload and Back. Without a
 * draft it is what is saved. Undefined while a draft that came from elsewhere is being checked.
 */
export function useAudienceDraft(saved: AudienceDetail | null): AudienceDraft | undefined {
  const [{ draft }] = useUrlState(fields)
  const kept = useLocation({ select: ({ state }) => state.audienceDraft })
  const navigate = useNavigate()
  const found = draft === undefined || kept !== undefined ? null : documentFrom(draft)
  const check = useCheck(found?.document)
  const fresh: Kept = {
    name: saved?.name ?? '',
    document: simple(saved?.document ?? newDocument),
    expected: saved && { version: saved.version, name: saved.name },
  }
  if (found && check === 'waiting') return undefined
  const now =
    draft === undefined
      ? fresh
      : (kept ?? (found && check === 'fine' ? { ...fresh, document: simple(found.document) } : fresh))
  const keep = (next: Kept | undefined, replace: boolean): void => {
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, draft: next && addressOf(next.document) })) as never,
      state: (before) => ({ ...before, audienceDraft: next as Kept }),
      replace,
    })
  }
  return {
    ...now,
    isChanged:
      draft !== undefined &&
      !(isSame(now.document, fresh.document) && now.name === fresh.name && saved !== null),
    lost: found?.lost ?? 0,
    isBroken: draft !== undefined && kept === undefined && (found === null || check === 'broken'),
    change: (document, { replace } = { replace: false }) =>
      keep({ ...now, document: simple(document) }, replace),
    rename: (name) => keep({ ...now, name }, true),
    discard: () => keep(undefined, false),
    expect: (expected) => keep({ ...now, expected }, true),
  }
}

function simple({ programme, criteria }: AudienceDocument): AudienceDocument {
  return criteria === undefined ? { programme } : { programme, criteria: simplified(criteria) }
}

/** What came in an address may be anything: the server says whether it is an audience of this clinic. */
function useCheck(document: AudienceDocument | undefined): 'waiting' | 'fine' | 'broken' {
  const query = useQuery({
    queryKey: ['audience-check', document],
    queryFn: ({ signal }) =>
      post<ExplainedAudience>('/api/audiences/explain', { audience: document }, signal),
    enabled: document !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (query.isSuccess) return 'fine'
  return query.isError ? 'broken' : 'waiting'
}
