import { defineCommand } from 'citty'
import { staffReading } from '../../clinic/staff-reading.ts'
import type { Duplicate } from '../../patients/contract/duplicates.ts'
import { findDuplicates } from '../../patients/find-duplicates.ts'
import { keepApart } from '../../patients/keep-apart.ts'
import { listDuplicates } from '../../patients/list-duplicates.ts'
import { mergeDuplicate } from '../../patients/merge-duplicate.ts'
import { undoMerge } from '../../patients/undo-merge.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { asJson, asTable, terminal } from './output.ts'
import { patientNamed } from './patient-named.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, wholeNumberArgument, withClinic } from './with-runtime.ts'

const by = { kind: 'command_line', name: 'kembali duplicates' } as const

const find = defineCommand({
  meta: {
    name: 'find',
    description:
      'compare new and changed records with all others; certain pairs are merged, likely ones proposed',
  },
  args: {
    ...clinicArguments,
    all: { type: 'boolean', description: 'compare every record again', default: false },
    'propose-only': { type: 'boolean', description: 'merge nothing, not even certain pairs', default: false },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const found = await findDuplicates(db, clinic, {
        everyone: args.all,
        mergesCertain: !args['propose-only'],
        onProgress: (patients) => {
          if (terminal.isWatched) process.stderr.write(`\r${patients} records looked at`)
        },
      })
      if (terminal.isWatched) process.stderr.write('\r')
      if (args.json) return terminal.answer(asJson(found))
      const { patients, compared, proposed, merged } = found
      terminal.answer(
        `${patients} records looked at, ${compared} pairs compared: ${proposed} newly proposed, ${merged} certain ones merged.`,
      )
    }),
})

const states = ['proposed', 'merged', 'kept_apart'] as const

const list = defineCommand({
  meta: { name: 'list', description: 'pairs of records that look like one person, the surest first' },
  args: {
    ...clinicArguments,
    state: { type: 'string', description: states.join(', '), default: 'proposed', valueHint: 'state' },
    page: { type: 'string', description: 'which page of 100', default: '1', valueHint: 'number' },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const state = states.find((known) => known === args.state)
      if (state === undefined) throw new UsageFailure(`--state must be one of ${states.join(', ')}`)
      const page = wholeNumberArgument('page', args.page, { min: 1, max: 100_000 })
      const found = await db.tenant(clinic, async (tx) => {
        const { reading } = await staffReading(tx.as('clinic'), { language: 'en' })
        return listDuplicates(tx.as('patients'), { state, page, pageSize: 100 }, reading)
      })
      if (args.json) return terminal.answer(asJson(found))
      if (found.rows.length === 0) return terminal.answer(`No pair is ${state.replace('_', ' ')}.`)
      terminal.answer(
        asTable(['patient', 'patient', 'likelihood', 'findings', 'decided'], found.rows.map(cells)),
      )
      if (found.total > page * found.pageSize)
        terminal.answer(`${found.total} in all; --page ${page + 1} goes on.`)
    }),
})

/** Numbers and findings; names are in --json only. */
function cells({ one, other, likelihood, isCertain, findings, decision }: Duplicate): readonly string[] {
  return [
    one.number,
    other.number,
    isCertain ? 'certain' : `${(likelihood * 100).toFixed(1)} %`,
    findings.map(({ field, level }) => `${field} ${level}`).join(', '),
    decision === null ? '' : `${decision.by}, ${decision.at.text}`,
  ]
}

const pairArguments = {
  ...clinicArguments,
  one: { type: 'positional', description: 'number in the practice system, or our id', required: true },
  other: { type: 'positional', description: 'the same of the other record', required: true },
} as const

const merge = defineCommand({
  meta: { name: 'merge', description: 'make one person of the two records of a pair; can be undone' },
  args: {
    ...pairArguments,
    survivor: {
      type: 'string',
      description: 'which of the two lives on; default: the one still a patient, reachable, older',
      valueHint: 'patient',
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const merged = await db.tenant(clinic, async (tx) => {
        const survivorId =
          args.survivor === undefined ? null : await patientNamed(tx.as('insights'), args.survivor)
        const done = await mergeDuplicate(tx.as('patients'), { ...(await pairOf(tx, args)), survivorId, by })
        if (!done.ok) throw new CommandFailure(problems[done.error.kind])
        return done.value
      })
      terminal.answer(args.json ? asJson(merged) : `Merged; ${merged.survivorId} lives on.`)
    }),
})

const apart = defineCommand({
  meta: { name: 'apart', description: 'keep the two records of a pair apart: they are two people' },
  args: pairArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      await db.tenant(clinic, async (tx) => {
        const done = await keepApart(tx.as('patients'), { ...(await pairOf(tx, args)), by })
        if (!done.ok) throw new CommandFailure(problems[done.error.kind])
      })
      terminal.answer(
        args.json ? asJson({ keptApart: true }) : 'Kept apart until one of the records changes.',
      )
    }),
})

const undo = defineCommand({
  meta: {
    name: 'undo',
    description: 'take a merge back: both records are what they were; opt-outs stay with both',
  },
  args: pairArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const undone = await db.tenant(clinic, async (tx) => {
        const done = await undoMerge(tx.as('patients'), { ...(await pairOf(tx, args)), by })
        if (!done.ok) throw new CommandFailure(problems[done.error.kind])
        return done.value
      })
      terminal.answer(
        args.json ? asJson(undone) : `Undone; ${undone.restoredId} is a patient of its own again.`,
      )
    }),
})

export const duplicates = defineCommand({
  meta: {
    name: 'duplicates',
    description: 'records that are one person: found, merged, kept apart, told apart again',
  },
  subCommands: { find, list, merge, apart, undo },
})

const problems = {
  no_such_pair: 'these two are no pair that the search has found: see "kembali duplicates list"',
  one_person_already: 'the two records are one person already',
  not_of_the_pair: '--survivor must be one of the two',
  not_merged_here: 'no merge of these two was made here; what the practice system merged is undone there',
  merged_further: 'the survivor was merged again since: undo the later merge first',
} as const

async function pairOf(
  tx: TenantTransaction,
  args: { readonly one: string; readonly other: string },
): Promise<{ readonly oneId: string; readonly otherId: string }> {
  const oneId = await patientNamed(tx.as('insights'), args.one)
  const otherId = await patientNamed(tx.as('insights'), args.other)
  if (oneId === otherId) throw new UsageFailure('name two different patients')
  return { oneId, otherId }
}
