import { defineCommand } from 'citty'
import { staffReading } from '../../clinic/staff-reading.ts'
import { assignCleanup } from '../../recall/assign-cleanup.ts'
import type { CleanupRow, CleanupSummary } from '../../recall/contract/cleanup.ts'
import { listCleanup } from '../../recall/list-cleanup.ts'
import { type CleanupKind, cleanupKinds } from '../../recall/rules/cleanup.ts'
import { summariseCleanup } from '../../recall/summarise-cleanup.ts'
import { done, undo } from './cleanup-decisions.ts'
import { kindArgument, kindNamed, kindText, personNamed } from './cleanup-words.ts'
import { asJson, asTable, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { takeInChanges } from './take-in-changes.ts'
import { clinicArguments, wholeNumberArgument, withClinic } from './with-runtime.ts'

interface Listed extends CleanupSummary {
  readonly rows: readonly (CleanupRow & { readonly kind: CleanupKind })[]
  /** Where --after goes on; null: there is no more, or several kinds were asked for. */
  readonly next: string | null
}

const list = defineCommand({
  meta: {
    name: 'list',
    description: 'what the data cannot judge: how much of each kind, who has it, and the items themselves',
  },
  args: {
    ...clinicArguments,
    kind: kindArgument,
    owner: {
      type: 'string',
      description: 'only what this person has; "nobody": what nobody has',
      valueHint: 'name',
    },
    limit: { type: 'string', description: 'items of each kind, at most', default: '50', valueHint: 'number' },
    after: {
      type: 'string',
      description: 'go on where "next" of a list of one kind says',
      valueHint: 'place',
    },
  },
  run: async ({ args }) => {
    const kinds = args.kind === undefined ? cleanupKinds : [kindNamed(args.kind)]
    if (args.after !== undefined && args.kind === undefined)
      throw new UsageFailure('--after goes with --kind: each kind has its own list')
    const pageSize = wholeNumberArgument('limit', args.limit, { min: 1, max: 1000 })
    const owner = args.owner === 'nobody' ? null : args.owner
    return withClinic(args, async ({ db }, clinic) => {
      await takeInChanges(db, clinic)
      const listed = await db.tenant(clinic, async (tx): Promise<Listed> => {
        const recall = tx.as('recall')
        const { reading } = await staffReading(tx.as('clinic'), { language: 'en' })
        const rows: Listed['rows'][number][] = []
        let next: string | null = null
        for (const kind of kinds) {
          const page = await listCleanup(recall, { kind, owner, after: args.after, pageSize, reading })
          if (!page.ok) throw new UsageFailure('--after is no place that "next" named')
          rows.push(...page.value.rows.map((row) => ({ kind, ...row })))
          next = kinds.length === 1 ? page.value.next : null
        }
        return { ...(await summariseCleanup(recall, reading)), rows, next }
      })
      terminal.answer(args.json ? asJson(listed) : asText(listed))
    })
  },
})

/** Numbers and facts; names are in --json only. */
function asText({ kinds, owners, progress, away, rows, next }: Listed): string {
  const parts = [
    asTable(
      ['kind', 'open', 'nobody has', 'what it is'],
      kinds.map(({ kind, open, unowned }) => [kind, String(open), String(unowned), kindText[kind]]),
    ),
  ]
  if (owners.length > 0)
    parts.push(
      asTable(
        ['owner', 'done', 'of', 'deadline', 'days left'],
        owners.map(({ name, done: finished, of, due, daysLeft }) => [
          name,
          String(finished),
          String(of),
          due?.iso ?? '',
          String(daysLeft ?? ''),
        ]),
      ),
      `${progress.done} of ${progress.of} done${progress.daysLeft === null ? '' : `, ${progress.daysLeft} days left`}.`,
    )
  parts.push(
    rows.length === 0
      ? 'Nothing to clean up.'
      : asTable(
          ['kind', 'item', 'patient', 'facts', 'owner', 'deadline'],
          rows.map((row) => [
            row.kind,
            row.item,
            row.number,
            factText(row),
            row.owner ?? '',
            row.due?.iso ?? '',
          ]),
        ),
  )
  if (next !== null) parts.push(`There is more; --after ${next} goes on.`)
  parts.push(`${away} patients have been away for 18 to 36 months with nothing booked.`)
  return parts.join('\n\n')
}

function factText({ fact }: CleanupRow): string {
  switch (fact.kind) {
    case 'duplicate':
      return `and ${fact.otherNumber}, ${fact.isCertain ? 'certain' : `${(fact.likelihood * 100).toFixed(1)} %`}`
    case 'no_contact':
      return fact.wrong === 0 ? 'no address' : `${fact.wrong} that do not work`
    case 'invalid_contact':
      return `${fact.shown}: ${fact.reason ?? 'does not work'}`
    case 'no_last_visit':
      return `known since ${fact.since.iso}`
    case 'unclear_visit':
      return `${fact.at.iso}, perhaps ${fact.typeName}`
    case 'no_birth_date':
      return fact.lastVisit === null ? 'no visit' : `last visit ${fact.lastVisit.iso}`
    case 'drift':
      return `last visit ${fact.lastVisit.iso}, ${fact.monthsAway} months ago`
  }
}

const assign = defineCommand({
  meta: { name: 'assign', description: 'give open items to somebody, who has thirty days for them' },
  args: {
    ...clinicArguments,
    owner: {
      type: 'string',
      description: 'whose they are: a name, or the e-mail address of an account',
      required: true,
      valueHint: 'name',
    },
    kind: kindArgument,
    item: { type: 'string', description: 'only these items of --kind, joined by commas', valueHint: 'items' },
    all: { type: 'boolean', description: 'also what somebody else has already', default: false },
    by: {
      type: 'string',
      description: 'name of the person who gives them',
      required: true,
      valueHint: 'name',
    },
  },
  run: async ({ args }) => {
    const kinds = args.kind === undefined ? cleanupKinds : [kindNamed(args.kind)]
    if (args.item !== undefined && args.kind === undefined) throw new UsageFailure('--item goes with --kind')
    const items = args.item?.split(',').map((item) => item.trim()) ?? null
    const by = personNamed('by', args.by)
    return withClinic(args, async ({ db }, clinic) => {
      await takeInChanges(db, clinic)
      const assigned = await db.tenant(clinic, async (tx) => {
        const from = args.all || items !== null ? undefined : null
        const given = await assignCleanup(tx.as('recall'), { kinds, owner: args.owner, items, from, by })
        if (!given.ok) throw new UsageFailure('--owner needs a name')
        return given.value
      })
      const { owner, dueOn, items: count } = assigned
      if (items !== null && count === 0)
        throw new CommandFailure('none of these items is open: see "kembali cleanup list"')
      if (args.json) return terminal.answer(asJson(assigned))
      terminal.answer(
        count === 0
          ? 'Nothing is open that could be given to anybody.'
          : `${owner} has ${count} ${count === 1 ? 'item' : 'items'} to do by ${dueOn.toString()}.`,
      )
    })
  },
})

export const cleanup = defineCommand({
  meta: {
    name: 'cleanup',
    description:
      'what the data cannot judge: duplicates, contacts, missing facts, unclear visits, why patients stay away',
  },
  subCommands: { list, assign, done, undo },
})
