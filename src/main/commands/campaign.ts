import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { changeCampaignState } from '../../campaigns/change-campaign-state.ts'
import type { AudienceFault } from '../../campaigns/check-campaign-audience.ts'
import { createCampaign, type WordingRefused } from '../../campaigns/create-campaign.ts'
import { describeWordingFault } from '../../campaigns/describe-wording-fault.ts'
import { readCampaignDocument, shippedCampaignDocuments } from '../../campaigns/read-campaign-document.ts'
import type { CampaignDocument } from '../../campaigns/rules/campaign-document.ts'
import type { CampaignVerb } from '../../campaigns/rules/campaign-state.ts'
import { readClinic } from '../../clinic/read-clinic.ts'
import { describeFault } from '../../platform/packs/read-pack.ts'
import { isUuid } from '../../platform/rules/brand.ts'
import { documentFaults } from '../generate/document-faults.ts'
import { loadOutreachPacks } from '../worker/load-packs.ts'
import { describeAudienceFault } from './audience-faults.ts'
import { asJson, asTable, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const actor = { kind: 'command_line', name: 'kembali campaign' } as const

const list = defineCommand({
  meta: { name: 'list', description: 'the campaigns of the clinic' },
  args: clinicArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const rows = await db.tenant(clinic, async (tx) =>
        tx
          .as('campaigns')
          .read.selectFrom('campaigns.campaign')
          .select(['id', 'name', 'kind', 'state', 'version', 'started_at'])
          .where('clinic_id', '=', clinic)
          .orderBy('created_at')
          .limit(1000)
          .execute(),
      )
      if (args.json) return terminal.answer(asJson(rows))
      if (rows.length === 0)
        return terminal.answer(
          'There is no campaign yet: "kembali campaign create recall" takes one of the packs.',
        )
      terminal.answer(
        asTable(
          ['id', 'name', 'kind', 'state', 'version'],
          rows.map((row) => [row.id, row.name, row.kind, row.state, String(row.version)]),
        ),
      )
    }),
})

const create = defineCommand({
  meta: {
    name: 'create',
    description: 'make a draft from a shipped campaign (recall, reactivation) or from a YAML file',
  },
  args: {
    ...clinicArguments,
    from: { type: 'positional', description: 'recall, reactivation, or a YAML file', required: true },
    name: { type: 'string', description: 'what staff call it' },
  },
  run: async ({ args }) => {
    const document = await documentFrom(args.from)
    const { packs } = await loadOutreachPacks()
    const faults = documentFaults(document, packs.messages)
    if (faults.length > 0) throw notMade(faults.map(({ key, what }) => `${args.from}: ${key}: ${what}`))
    await withClinic(args, async ({ db }, clinic) => {
      const done = await db.tenant(clinic, async (tx) => {
        const { language } = await readClinic(tx.as('clinic'))
        const campaign = { name: args.name ?? document.name[language], document }
        return createCampaign(tx.as('campaigns'), { campaign, packs, actor })
      })
      if (!done.ok) throw notMade(faultsOf(done.error).map((fault) => `${args.from}: ${fault}`))
      const made = done.value
      terminal.answer(
        args.json ? asJson(made) : `Draft ${made.id}. Start it with "kembali campaign start ${made.id}".`,
      )
    })
  },
})

async function documentFrom(source: string): Promise<CampaignDocument> {
  const shipped = (await shippedCampaignDocuments()).find((document) => document.key === source)
  if (shipped !== undefined) return shipped
  const text = await readFile(source, 'utf8').catch(() => {
    throw new UsageFailure(
      `"${source}" is neither a shipped campaign (recall, reactivation) nor a file that can be read`,
    )
  })
  const document = readCampaignDocument({ file: source, text })
  if (!document.ok) throw notMade(document.error.map(describeFault))
  return document.value
}

function faultsOf(error: WordingRefused | AudienceFault): readonly string[] {
  return error.kind === 'wording' ? error.faults.map(describeWordingFault) : [describeAudienceFault(error)]
}

function notMade(faults: readonly string[]): CommandFailure {
  return new CommandFailure(['no campaign was made:', ...faults.map((fault) => `  ${fault}`)].join('\n'))
}

function stateCommand(verb: CampaignVerb, description: string) {
  return defineCommand({
    meta: { name: verb, description },
    args: {
      ...clinicArguments,
      id: { type: 'positional', description: 'id of the campaign', required: true },
    },
    run: async ({ args }) => {
      if (!isUuid(args.id))
        throw new UsageFailure(`"${args.id}" is no campaign id; see "kembali campaign list"`)
      await withClinic(args, async ({ db }, clinic) => {
        const done = await db.tenant(clinic, async (tx) =>
          changeCampaignState(tx.as('campaigns'), { campaignId: args.id, verb, actor }),
        )
        if (!done.ok) {
          throw new CommandFailure(
            done.error.kind === 'not_found'
              ? 'there is no such campaign'
              : `it is ${done.error.state ?? ''}: it cannot ${verb} from there`,
          )
        }
        const { state, enrolled } = done.value
        terminal.answer(
          args.json
            ? asJson(done.value)
            : `It is ${state}${verb === 'start' ? `; ${enrolled} patients enrolled` : ''}.`,
        )
      })
    },
  })
}

export const campaign = defineCommand({
  meta: { name: 'campaign', description: 'recall and reactivation campaigns' },
  subCommands: {
    list,
    create,
    start: stateCommand('start', 'start or resume: enrols who belongs to its audience now'),
    pause: stateCommand('pause', 'hold everything it would send; what is running is kept'),
    end: stateCommand('end', 'end it for good; results stay'),
  },
})
