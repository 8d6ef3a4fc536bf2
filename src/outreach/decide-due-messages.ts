import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ContactRules } from './contact-rules.ts'
import { countContacts, lockContactCounts } from './count-contacts.ts'
import { gatherGateFacts } from './gather-gate-facts.ts'
import { unsubscribeMarker } from './queue-messages.ts'
import { decide, type GateDecision } from './rules/gate.ts'
import type { OutboxRow } from './store.ts'

/** A row of the outbox whose time has come, with the address it goes to and the recall types it asks for. */
export type DueRow = OutboxRow & { readonly to: string; readonly typeKeys: readonly (string | null)[] }

export interface SecondGate {
  readonly rules: ContactRules
  /** Whether the links that messages leave with open on a patient's telephone; left out: they do. */
  readonly linksOpen?: boolean
}

export interface DecidedRow {
  readonly row: DueRow
  readonly decision: GateDecision
}

/**
 * The second gate's decisions about locked rows. Where a law limits contacts, those to one person or address are judged one
 * after the other, each when the one before is counted; elsewhere all at once.
 */
export async function decideDueMessages(
  db: ModuleDb<'outreach'>,
  gate: SecondGate,
  due: readonly DueRow[],
): Promise<readonly DecidedRow[]> {
  const { country } = await readClinic(db.as('clinic'))
  if (!gate.rules.countsContacts(country)) return decideAll(db, gate, due)
  await lockContactCounts(db, due.filter(counts))
  const decided: DecidedRow[] = []
  let waiting = due
  while (waiting.length > 0) {
    const turn = new Set(firstOfEach(waiting))
    const judged = await decideAll(db, gate, [...turn])
    await countContacts(db, sendingOf(judged).filter(counts))
    decided.push(...judged)
    waiting = waiting.filter((row) => !turn.has(row))
  }
  return decided
}

async function decideAll(
  db: ModuleDb<'outreach'>,
  { rules, linksOpen = true }: SecondGate,
  rows: readonly DueRow[],
): Promise<readonly DecidedRow[]> {
  const contacts = rows.map((row) => ({ ...row, hasOwnLinkOnly: !linksOpen && hasLink(row) }))
  const facts = await gatherGateFacts(db, rules, contacts)
  return rows.map((row, index) => {
    const fact = facts[index]
    if (fact === undefined) throw new Error('the gate answered for fewer messages than it was asked')
    return { row, decision: decide(fact) }
  })
}

function hasLink({ linkPurpose, body }: OutboxRow): boolean {
  return linkPurpose !== null || body.includes(unsubscribeMarker)
}

/** Answers are no contacts (count-contacts.ts). */
function counts(row: OutboxRow): boolean {
  return !row.isReply
}

function firstOfEach(rows: readonly DueRow[]): readonly DueRow[] {
  const taken = new Set<string>()
  return rows.filter((row) => {
    if (!counts(row)) return true
    if (taken.has(row.patientId) || taken.has(row.contactPointId)) return false
    taken.add(row.patientId).add(row.contactPointId)
    return true
  })
}

/** Those that the gate lets through. */
export function sendingOf(decided: readonly DecidedRow[]): readonly DueRow[] {
  return decided.flatMap(({ row, decision }) => (decision.outcome === 'send' ? [row] : []))
}
