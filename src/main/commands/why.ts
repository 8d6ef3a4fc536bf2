import { defineCommand } from 'citty'
import { readClinic } from '../../clinic/read-clinic.ts'
import { aboutOf, why as explain, type WhyEntry } from '../../insights/why.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { explainCycle } from '../../recall/explain-cycle.ts'
import { loadRecallPacks } from '../../recall/packs/load-recall-packs.ts'
import { localDay } from '../../recall/rules/zone-windows.ts'
import { asJson, asTable, terminal } from './output.ts'
import { patientNamed } from './patient-named.ts'
import { printRows } from './print-rows.ts'
import { CommandFailure } from './problems.ts'
import { explanationFacts, explanationLines } from './why-recall.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

export const why = defineCommand({
  meta: {
    name: 'why',
    description:
      'why a patient was or was not written to: every decision and message with its reason; with --type why a recall is due, or is not',
  },
  args: {
    ...clinicArguments,
    patient: { type: 'positional', description: 'number in the practice system, or our id', required: true },
    type: {
      type: 'string',
      description: 'a recall type: where its due date comes from, or why there is none',
      valueHint: 'type',
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      await db.tenant(clinic, async (tx) => {
        const insights = tx.as('insights')
        const patientId = await patientNamed(insights, args.patient)
        if (args.type !== undefined) return answerRecall(tx, { patientId, typeKey: args.type }, args.json)
        await printRows(terminal, explain(insights, patientId), {
          json: args.json,
          header: ['when', 'what', 'outcome', 'because', 'about', 'facts'],
          cells: (entry) => [entry.at.toString(), ...cells(entry)],
          empty: 'Nothing was ever planned for this patient.',
        })
      })
    }),
})

async function answerRecall(
  tx: TenantTransaction,
  key: { readonly patientId: string; readonly typeKey: string },
  isJson: boolean,
): Promise<void> {
  const explained = await explainCycle(tx.as('recall'), key)
  if (!explained.ok) {
    const isShipped = (await loadRecallPacks()).has(key.typeKey)
    throw new CommandFailure(
      `${key.typeKey} is ${isShipped ? 'not enabled: see "kembali recall enable --help"' : 'no recall type: see "kembali recall list"'}`,
    )
  }
  const { zone } = await readClinic(tx.as('clinic'))
  const facts = explanationFacts(explained.value, (at) => localDay(at, zone))
  terminal.answer(isJson ? asJson(facts) : asTable(['what', 'fact'], explanationLines(facts)))
}

/** What, outcome, reason, about, facts. Texts of messages are in --json only. */
function cells(entry: WhyEntry): readonly string[] {
  const about = aboutOf(entry)
  switch (entry.kind) {
    case 'decision': {
      const facts = entry.trace
        .map(({ check, passed, fact, rule }) => {
          const law =
            rule === undefined ? '' : ` [at most ${rule.contacts} in ${rule.withinHours} h: ${rule.source}]`
          return `${check}=${fact}${law}${passed ? '' : ' (stops here)'}`
        })
        .join(', ')
      const replay =
        entry.replayed === null || entry.replayed.agrees
          ? ''
          : `; replayed: ${entry.replayed.outcome} ${entry.replayed.reason}`
      return [
        `decision (${entry.stage}) ${entry.step}`,
        entry.outcome,
        `${entry.reason}${replay}`,
        about,
        facts,
      ]
    }
    case 'message':
      return [
        `${entry.channel} ${entry.message}`,
        entry.state,
        entry.reason ?? '',
        about,
        deliveryOf(entry.delivery),
      ]
    case 'enrolment':
      return [
        `enrolment, ${entry.arm}`,
        entry.by === null ? entry.news : `${entry.news} by ${entry.by}`,
        entry.reason ?? '',
        about,
        entry.band ?? entry.typeKey ?? '',
      ]
    case 'consent':
      return [`consent ${entry.channel} ${entry.purpose}`, entry.state, entry.method, about, '']
    case 'received':
      return [`${entry.channel} answer`, 'received', entry.intent ?? '', about, '']
    case 'visit':
      return ['visit', entry.news, entry.reason ?? '', about, '']
    case 'change':
      return [entry.action, '', entry.driftReason ?? '', about, '']
  }
}

function deliveryOf(delivery: string): string {
  return delivery === 'none' ? '' : `delivery: ${delivery}`
}
