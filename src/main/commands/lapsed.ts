import { defineCommand } from 'citty'
import { readClinic } from '../../clinic/read-clinic.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { listLapsed } from '../../recall/list-lapsed.ts'
import { listLapsedByDefinition } from '../../recall/list-lapsed-by-definition.ts'
import { loadLapseDefinitions } from '../../recall/packs/load-lapse-definitions.ts'
import { terminal } from './output.ts'
import { printRows } from './print-rows.ts'
import { UsageFailure } from './problems.ts'
import { clinicArguments, instantArgument, wholeNumberArgument, withClinic } from './with-runtime.ts'

export const lapsed = defineCommand({
  meta: {
    name: 'lapsed',
    description:
      'who has drifted away: by the definitions of the practice type, or by the raw question --over-days',
  },
  args: {
    ...clinicArguments,
    'as-of': { type: 'string', description: 'the moment, e.g. 2026-11-22; default now', valueHint: 'moment' },
    'over-days': {
      type: 'string',
      description: 'raw question: whose last completed visit ended more than so many days of 24 hours ago',
      valueHint: 'days',
    },
    definition: {
      type: 'string',
      description: 'only by these definitions of packs/lapse, joined by commas',
      valueHint: 'list',
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      if (args['over-days'] === undefined) return byDefinition(db, clinic, args)
      if (args.definition !== undefined)
        throw new UsageFailure('--definition and --over-days exclude each other')
      const asOf = instantArgument('as-of', args['as-of'], db.clock.now())
      const overDays = wholeNumberArgument('over-days', args['over-days'], { min: 0, max: 36_500 })
      await db.tenant(clinic, async (tx) => {
        await printRows(terminal, await listLapsed(tx.as('recall'), { asOf, overDays }), {
          json: args.json,
          header: ['patient', 'last visit ended', 'reasons'],
          cells: (row) => [row.externalId, row.lastVisitEnd.toString(), row.reasons.join(', ')],
          empty: `Nobody has been away for more than ${overDays} days as of ${asOf.toString()}.`,
        })
      })
    }),
})

async function byDefinition(
  db: Database,
  clinic: ClinicId,
  args: {
    readonly json: boolean
    readonly 'as-of'?: string | undefined
    readonly definition?: string | undefined
  },
): Promise<void> {
  if (args['as-of'] !== undefined)
    throw new UsageFailure('--as-of goes with --over-days: definitions are asked about the present')
  await db.tenant(clinic, async (tx) => {
    const { practiceType } = await readClinic(tx.as('clinic'))
    const all = await loadLapseDefinitions(practiceType)
    const wanted = args.definition?.split(',').map((word) => {
      const found = all.find(({ key }) => key === word.trim())
      if (found === undefined)
        throw new UsageFailure(
          `--definition: "${word.trim()}" is not one of ${all.map(({ key }) => key).join(', ')}`,
        )
      return found
    })
    await printRows(terminal, await listLapsedByDefinition(tx.as('recall'), wanted ?? all), {
      json: args.json,
      header: ['patient', 'last visit ended', 'lapsed by', 'reason said'],
      cells: (row) => [
        row.externalId,
        row.lastVisitEnd?.toString() ?? '',
        row.definitions.join(', '),
        row.driftReason ?? '',
      ],
      empty: 'Nobody has lapsed by these definitions.',
    })
  })
}
