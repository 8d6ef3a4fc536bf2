import { defineCommand } from 'citty'
import { readAudienceNames } from '../../campaigns/audience-names.ts'
import { usualRoutes } from '../../campaigns/contact-routes.ts'
import { audienceSentence } from '../../campaigns/contract/sentence/audience-sentence.ts'
import { saySentence } from '../../campaigns/contract/sentence/say-sentence.ts'
import { type CountedAudience, countAudience } from '../../campaigns/count-audience.ts'
import { endAudience } from '../../campaigns/end-audience.ts'
import { listAudienceMembers } from '../../campaigns/list-audience-members.ts'
import { type AudienceRow, listAudiences } from '../../campaigns/list-audiences.ts'
import { saveAudience } from '../../campaigns/save-audience.ts'
import { readClinic } from '../../clinic/read-clinic.ts'
import type { Estimate } from '../../patients/rules/estimate.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { isLanguage, type Language, languages } from '../../platform/rules/language.ts'
import { loadOutreachPacks } from '../worker/load-packs.ts'
import { audienceFrom, savedAudience } from './audience-argument.ts'
import { describeReferences } from './audience-faults.ts'
import { audienceVoice } from './audience-voice.ts'
import { asJson, asTable, terminal } from './output.ts'
import { printRows } from './print-rows.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { takeInChanges } from './take-in-changes.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const actor = { kind: 'command_line', name: 'kembali audience' } as const

const source = {
  type: 'positional',
  description: 'a YAML file, or the name of a saved audience',
  required: true,
} as const

const count = defineCommand({
  meta: {
    name: 'count',
    description:
      'how many an audience names, how many of them could be written to now, and what keeps the others',
  },
  args: {
    ...clinicArguments,
    audience: source,
    estimate: {
      type: 'boolean',
      description: 'answer at once from a sample, with its 95% interval; small clinics are counted',
      default: false,
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinicId) => {
      const { rules } = await loadOutreachPacks()
      await takeInChanges(db, clinicId)
      const counted = await db.tenant(clinicId, async (tx) => {
        const clinic = await readClinic(tx.as('clinic'))
        const audience = await audienceFrom(tx.as('campaigns'), args.audience)
        return countAudience(tx.as('campaigns'), {
          audience,
          routes: usualRoutes(audience.programme.kind, { rules, place: clinic }),
          capPer30Days: null,
          mode: args.estimate ? 'estimate' : 'exact',
          sample: 'drawn',
        })
      })
      // Who they are is what `list` is for.
      const { sample: _, ...figures } = counted
      terminal.answer(args.json ? asJson(figures) : countText(figures))
    }),
})

function countText(counted: Omit<CountedAudience, 'sample'>): string {
  const { basis, matching, reachable, leftOut } = counted
  return [
    `${figure(matching)} patients match; ${figure(reachable)} could be written to now (${basis}).`,
    ...(leftOut.length === 0
      ? []
      : [
          '',
          asTable(
            ['left out', 'patients'],
            leftOut.map(({ reason, patients }) => [reason, String(patients)]),
          ),
        ]),
  ].join('\n')
}

function figure({ count: number, low, high }: Estimate): string {
  return low === high ? String(number) : `about ${number} (95% interval ${low} to ${high})`
}

const list = defineCommand({
  meta: {
    name: 'list',
    description: 'the patients an audience names, by their number; without an audience, the saved ones',
  },
  args: { ...clinicArguments, audience: { ...source, required: false } },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinicId) => {
      const wanted = args.audience
      if (wanted === undefined) {
        const rows = await db.tenant(clinicId, async (tx) => everyAudience(tx.as('campaigns')))
        return terminal.answer(args.json ? asJson(rows) : savedText(rows))
      }
      await takeInChanges(db, clinicId)
      return db.tenant(clinicId, async (tx) => {
        const audience = await audienceFrom(tx.as('campaigns'), wanted)
        await printRows(terminal, await listAudienceMembers(tx.as('campaigns'), audience), {
          json: args.json,
          header: ['patient', 'band', 'recall type', 'last visit'],
          cells: (row) => [
            row.externalId,
            row.band ?? '',
            row.typeKey ?? '',
            row.lastVisitAt?.toString() ?? '',
          ],
          empty: 'Nobody matches.',
        })
      })
    }),
})

async function everyAudience(db: ModuleDb<'campaigns'>): Promise<readonly AudienceRow[]> {
  const rows: AudienceRow[] = []
  for (let page = 1; ; page += 1) {
    const list = await listAudiences(db, {
      search: '',
      programme: undefined,
      page,
      pageSize: audiencesAtOnce,
    })
    rows.push(...list.rows)
    if (rows.length >= list.total || list.rows.length === 0) return rows
  }
}

const audiencesAtOnce = 200

function savedText(rows: readonly AudienceRow[]): string {
  if (rows.length === 0)
    return 'No audience is saved yet: "kembali audience save <file> --name <name>" saves one.'
  return asTable(
    ['name', 'version', 'programme', 'patients', 'used by'],
    rows.map((row) => [
      row.name,
      String(row.version),
      row.document.programme.kind,
      row.size === null ? 'not counted yet' : String(row.size.matching),
      row.usedBy.map(({ name, audienceVersion }) => `${name} (version ${audienceVersion})`).join(', '),
    ]),
  )
}

const explain = defineCommand({
  meta: { name: 'explain', description: 'an audience in one sentence; nothing is counted' },
  args: {
    ...clinicArguments,
    audience: source,
    language: {
      type: 'string',
      description: `language of the sentence: ${languages.join(', ')}`,
      default: 'en',
      valueHint: 'language',
    },
  },
  run: async ({ args }) => {
    const language = languageOf(args.language)
    await withClinic(args, async ({ db }, clinicId) => {
      const said = await db.tenant(clinicId, async (tx) => {
        const { country, currency } = await readClinic(tx.as('clinic'))
        const audience = await audienceFrom(tx.as('campaigns'), args.audience)
        const names = await readAudienceNames(tx.as('campaigns'), language)
        const sentence = audienceSentence(audience, names)
        return {
          text: saySentence(sentence, audienceVoice({ language, country }, currency)),
          sentence,
          audience,
        }
      })
      terminal.answer(args.json ? asJson(said) : `${said.text}.`)
    })
  },
})

function languageOf(text: string): Language {
  if (!isLanguage(text)) throw new UsageFailure(`--language: "${text}" is not one of ${languages.join(', ')}`)
  return text
}

const save = defineCommand({
  meta: {
    name: 'save',
    description: 'save an audience under a name; a name that is there gets its next version',
  },
  args: {
    ...clinicArguments,
    audience: { type: 'positional', description: 'a YAML file', required: true },
    name: { type: 'string', description: 'what staff call it', required: true, valueHint: 'name' },
  },
  run: async ({ args }) => {
    const name = args.name.trim()
    if (name === '' || name.length > 80) throw new UsageFailure('--name needs 1 to 80 characters')
    await withClinic(args, async ({ db }, clinicId) => {
      const saved = await db.tenant(clinicId, async (tx) => {
        const own = tx.as('campaigns')
        const document = await audienceFrom(own, args.audience)
        const known = await savedAudience(own, name)
        return saveAudience(own, { audienceId: known?.id ?? null, name, document, actor })
      })
      if (!saved.ok) {
        throw new CommandFailure(
          saved.error.kind === 'unknown_reference'
            ? `nothing was saved:\n${describeReferences(saved.error.faults)}`
            : `nothing was saved: "${name}" was saved or ended by somebody else just now`,
        )
      }
      terminal.answer(args.json ? asJson(saved.value) : `Saved "${name}", version ${saved.value.version}.`)
    })
  },
})

const end = defineCommand({
  meta: {
    name: 'end',
    description: 'offer a saved audience no longer; campaigns that use a version of it keep it',
  },
  args: {
    ...clinicArguments,
    name: { type: 'positional', description: 'the name of a saved audience', required: true },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinicId) => {
      const ended = await db.tenant(clinicId, async (tx) => {
        const known = await savedAudience(tx.as('campaigns'), args.name)
        return known !== null && (await endAudience(tx.as('campaigns'), { audienceId: known.id, actor })).ok
      })
      if (!ended) throw new CommandFailure(`no audience is saved as "${args.name}"`)
      terminal.answer(args.json ? asJson({ ended: args.name }) : `"${args.name}" is no longer offered.`)
    }),
})

export const audience = defineCommand({
  meta: { name: 'audience', description: 'who exactly a message would concern: count, list, explain, save' },
  subCommands: { count, list, explain, save, end },
})
