import { defineCommand } from 'citty'
import { diffRecallTypes } from '../../recall/diff-recall-types.ts'
import { disableRecallType } from '../../recall/disable-recall-type.ts'
import { enableRecallTypes } from '../../recall/enable-recall-types.ts'
import { loadRecallPacks } from '../../recall/packs/load-recall-packs.ts'
import { previewRecallTypes } from '../../recall/preview-recall-types.ts'
import { asJson, asTable, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { listTypes } from './recall-list.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const signature = {
  type: 'string',
  description: 'name of the person who decides this',
  required: true,
  valueHint: 'name',
} as const

const enable = defineCommand({
  meta: { name: 'enable', description: 'enable recall types, signed by a named person' },
  args: {
    ...clinicArguments,
    by: signature,
    type: {
      type: 'positional',
      description: 'one or more recall types',
      valueHint: 'type …',
      required: true,
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const packs = await loadRecallPacks()
      const changes = await db.tenant(clinic, async (tx) =>
        enableRecallTypes(tx.as('recall'), {
          keys: args._,
          by: { kind: 'command_line', name: args.by },
          packs,
        }),
      )
      if (!changes.ok) {
        if (changes.error.kind === 'nobody_named') throw new UsageFailure('--by needs a name')
        throw new UsageFailure(
          `no pack has ${changes.error.keys.join(', ')}; there are: ${changes.error.known.join(', ')}`,
        )
      }
      terminal.answer(
        args.json
          ? asJson({ enabled: args._, ...changes.value })
          : `Enabled ${args._.join(', ')}, signed by ${args.by}.`,
      )
    }),
})

const disable = defineCommand({
  meta: {
    name: 'disable',
    description: 'disable a recall type, signed by a named person; its history stays',
  },
  args: {
    ...clinicArguments,
    by: signature,
    type: { type: 'positional', description: 'the recall type', required: true },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const done = await db.tenant(clinic, async (tx) =>
        disableRecallType(tx.as('recall'), { key: args.type, by: { kind: 'command_line', name: args.by } }),
      )
      if (!done.ok) {
        if (done.error.kind === 'nobody_named') throw new UsageFailure('--by needs a name')
        throw new CommandFailure(`${args.type} is not enabled: see "kembali recall list"`)
      }
      terminal.answer(
        args.json
          ? asJson({ disabled: args.type, ...done.value })
          : `Disabled ${args.type}, signed by ${args.by}.`,
      )
    }),
})

const diff = defineCommand({
  meta: {
    name: 'diff',
    description:
      'what the packs say against what is enabled, and what enabling it would change; applies nothing',
  },
  args: {
    ...clinicArguments,
    type: {
      type: 'positional',
      description: 'recall types; all that differ when none is named',
      valueHint: 'type …',
      required: false,
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const packs = await loadRecallPacks()
      const unknown = args._.filter((key) => !packs.has(key))
      if (unknown.length > 0)
        throw new UsageFailure(
          `no pack has ${unknown.join(', ')}; there are: ${[...packs.keys()].sort().join(', ')}`,
        )
      const { wanted, previews } = await db.tenant(clinic, async (tx) => {
        const recall = tx.as('recall')
        const found = (await diffRecallTypes(recall, packs)).filter(({ type, state }) =>
          args._.length > 0 ? args._.includes(type.key) : state === 'changed' || state === 'edited',
        )
        const effects = await previewRecallTypes(
          recall,
          found.map(({ type }) => ({ kind: 'write', type, origin: 'pack' })),
        )
        return { wanted: found, previews: effects }
      })
      const rows = wanted.map(({ type, state, enabledVersion, changes }) => ({
        key: type.key,
        state,
        enabledVersion,
        packVersion: type.packVersion,
        changes,
        effect: previews.find(({ typeKey }) => typeKey === type.key) ?? null,
      }))
      if (args.json) return terminal.answer(asJson(rows))
      if (rows.length === 0)
        return terminal.answer('What is enabled is what the packs say. Name a type to see its effect.')
      terminal.answer(
        asTable(
          ['type', 'state', 'opens', 'closes', 'moves', 'kept by hand', 'due now', 'what differs'],
          rows.map(({ key, state, effect, changes }) => [
            key,
            state,
            `${effect?.opened ?? 0}`,
            `${effect?.closed ?? 0}`,
            `${effect?.moved ?? 0}`,
            `${effect?.keptByHand ?? 0}`,
            `${effect?.dueNow ?? 0}`,
            changes.map(({ field, before, after }) => `${field}: ${before} -> ${after}`).join('; '),
          ]),
        ),
      )
    }),
})

export const recall = defineCommand({
  meta: { name: 'recall', description: 'recall types: what recurs, after how long' },
  subCommands: { list: listTypes, enable, disable, diff },
})
