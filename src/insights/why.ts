import { campaignIdOf } from '../campaigns/rules/origins.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { replayDecision } from './rules/replay-decision.ts'
import { historyKinds } from './rules/timeline-kinds.ts'
import { type HistoryEntry, type HistoryPlace, readHistory } from './store/history.ts'

type Db = ModuleDb<'insights'>

/** A decision with what the gate says today about the same facts. */
type Decision = Extract<HistoryEntry, { kind: 'decision' }> & {
  /** Null: the trace is not one of the gate, so there is nothing to replay. */
  readonly replayed: { readonly outcome: string; readonly reason: string; readonly agrees: boolean } | null
}

export type WhyEntry = Exclude<HistoryEntry, { kind: 'decision' }> | Decision

/** Facts read at once. */
const usualPage = 500

/**
 * Everything that explains why a patient was or was not written to, oldest first: enrolments, consent, visits, each
 * decision with its trace, each message and what came back. Pages follow each other by themselves.
 */
export async function* why(db: Db, patientId: string, pageSize = usualPage): AsyncGenerator<WhyEntry> {
  let from: HistoryPlace | null = null
  for (;;) {
    const page: readonly HistoryEntry[] = await readHistory(
      db,
      { patientId, kinds: historyKinds, decisions: 'all' },
      { direction: 'newer', from, most: pageSize },
    )
    for (const entry of page)
      yield entry.kind === 'decision' ? { ...entry, replayed: replayOf(entry) } : entry
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    from = { at: last.at, id: last.id }
  }
}

function replayOf(decision: Extract<HistoryEntry, { kind: 'decision' }>): Decision['replayed'] {
  const again = replayDecision(decision.trace, decision.at)
  if (again === null) return null
  const { outcome, reason } = again
  return { outcome, reason, agrees: outcome === decision.outcome && reason === decision.reason }
}

/** A patient by our id or by the practice system's number; an external id that several sources use names several. */
export async function findPatients(
  db: Db,
  idOrNumber: string,
): Promise<readonly { readonly id: string; readonly source: string; readonly externalId: string }[]> {
  return db.read
    .selectFrom('patients.patient')
    .select(['id', 'source', 'external_id as externalId'])
    .where('clinic_id', '=', db.clinicId)
    .where((where) =>
      where.or([
        where('external_id', '=', idOrNumber),
        ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(idOrNumber)
          ? [where('id', '=', idOrNumber)]
          : []),
      ]),
    )
    .orderBy('source')
    .limit(20)
    .execute()
}

/** What an entry is about, for people: a campaign by name, else its origin. */
export function aboutOf(entry: WhyEntry): string {
  if (entry.kind === 'decision') return entry.campaign?.name ?? campaignIdOf(entry.origin) ?? entry.origin
  if (entry.kind === 'message') return entry.campaign?.name ?? ''
  return entry.kind === 'enrolment' ? entry.campaign.name : ''
}
