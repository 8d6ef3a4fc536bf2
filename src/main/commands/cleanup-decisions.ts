import { defineCommand } from 'citty'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import type { CleanupChoice } from '../../recall/carry-out-choice.ts'
import { decideCleanup } from '../../recall/decide-cleanup.ts'
import { type CleanupKind, cleanupDecisions } from '../../recall/rules/cleanup.ts'
import { driftReasons } from '../../recall/rules/drift-reasons.ts'
import { undoCleanup } from '../../recall/undo-cleanup.ts'
import { kindArgument, kindNamed, personNamed } from './cleanup-words.ts'
import { asJson, terminal } from './output.ts'
import { patientNamed } from './patient-named.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { takeInChanges } from './take-in-changes.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const itemArguments = {
  ...clinicArguments,
  item: { type: 'positional', description: 'as "cleanup list" names it', required: true },
  kind: { ...kindArgument, required: true },
  by: { type: 'string', description: 'name of the person who says so', required: true, valueHint: 'name' },
} as const

export const done = defineCommand({
  meta: { name: 'done', description: 'decide an item; what was decided is carried out' },
  args: {
    ...itemArguments,
    decision: {
      type: 'string',
      description: Object.entries(cleanupDecisions)
        .map(([kind, decisions]) => `${kind}: ${decisions.join(', ')}`)
        .join('; '),
      required: true,
      valueHint: 'decision',
    },
    value: {
      type: 'string',
      description: `what the decision needs: merge: who lives on (may be left out); contact: the address; visited, born: the day; reason: ${driftReasons.join(', ')}`,
      valueHint: 'value',
    },
    reason: {
      type: 'string',
      description: 'in words, for whoever asks later',
      default: '',
      valueHint: 'text',
    },
  },
  run: async ({ args }) => {
    const kind = kindNamed(args.kind)
    const by = personNamed('by', args.by)
    decisionNamed(kind, args.decision)
    return withClinic(args, async ({ db }, clinic) => {
      await takeInChanges(db, clinic)
      await db.tenant(clinic, async (tx) => {
        const choice = await choiceOf(tx, args)
        const wish = { kind, item: args.item, choice, reason: args.reason.slice(0, 300), by }
        const decided = await decideCleanup(tx.as('recall'), wish)
        if (!decided.ok) throw new CommandFailure(problems[decided.error.kind])
      })
      terminal.answer(args.json ? asJson({ item: args.item, decision: args.decision }) : 'Done.')
    })
  },
})

export const undo = defineCommand({
  meta: { name: 'undo', description: 'take a decision back: what it did is undone, the item is open again' },
  args: itemArguments,
  run: async ({ args }) => {
    const kind = kindNamed(args.kind)
    const by = personNamed('by', args.by)
    return withClinic(args, async ({ db }, clinic) => {
      await db.tenant(clinic, async (tx) => {
        const undone = await undoCleanup(tx.as('recall'), { kind, item: args.item, by })
        if (!undone.ok) throw new CommandFailure(problems[undone.error.kind])
      })
      terminal.answer(args.json ? asJson({ item: args.item, isOpen: true }) : 'Taken back; it is open again.')
    })
  },
})

function decisionNamed(kind: CleanupKind, text: string): void {
  const decisions: readonly string[] = cleanupDecisions[kind]
  if (!decisions.includes(text))
    throw new UsageFailure(`--decision of ${kind} must be one of ${decisions.join(', ')}`)
}

async function choiceOf(
  tx: TenantTransaction,
  { decision, value }: { readonly decision: string; readonly value?: string | undefined },
): Promise<CleanupChoice> {
  switch (decision) {
    case 'merge':
      return {
        decision,
        survivorId: value === undefined ? null : await patientNamed(tx.as('insights'), value),
      }
    case 'contact':
      return { decision, address: needed(value, 'the phone number or e-mail address') }
    case 'visited':
    case 'born':
      return { decision, on: dayNamed(needed(value, 'the day, e.g. 2024-03-14')) }
    case 'reason': {
      const driftReason = driftReasons.find((known) => known === value)
      if (driftReason === undefined)
        throw new UsageFailure(`--value must be one of ${driftReasons.join(', ')}`)
      return { decision, driftReason }
    }
    default: {
      const plain = plainDecisions.find((known) => known === decision)
      if (plain === undefined) throw new Error('decisionNamed let an unknown decision through')
      return { decision: plain }
    }
  }
}

const plainDecisions = [
  'apart',
  'none_to_be_had',
  'remove',
  'right_after_all',
  'never_came',
  'covers',
  'does_not_cover',
  'cannot_be_known',
  'cannot_tell',
] as const

function needed(value: string | undefined, what: string): string {
  if (value === undefined || value.trim() === '') throw new UsageFailure(`--value needs ${what}`)
  return value.trim()
}

function dayNamed(text: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text)
  } catch {
    // Said below.
  }
  throw new UsageFailure(`--value: "${text}" is no day; write 2024-03-14`)
}

const problems = {
  nothing_to_do: 'there is nothing to do about this item: see "kembali cleanup list"',
  not_of_this_kind: 'this cannot be decided about items of this kind',
  no_such_pair: 'these two are no pair that the search has found',
  no_such_patient: 'there is no such patient',
  one_person_already: 'the two records are one person already',
  not_of_the_pair: '--value must be one of the two',
  not_an_address: '--value is neither a phone number nor an e-mail address that exists',
  known_to_be_wrong: 'this address is known not to work',
  there_already: 'the patient has this address already',
  not_past: 'a visit that took place lies in the past',
  not_possible: 'nobody living was born on this day',
  has_one: 'there is a birth date already',
  not_decided: 'nothing was decided about this item',
  not_merged_here: 'no merge of these two was made here; what the practice system merged is undone there',
  merged_further: 'the survivor was merged again since: undo the later merge first',
} as const
