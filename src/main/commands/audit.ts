import { access, constants, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { defineCommand } from 'citty'
import { readClinic } from '../../clinic/read-clinic.ts'
import { tellVisitValue } from '../../clinic/tell-visit-value.ts'
import { answerQuestion } from '../../insights/audit/answer-question.ts'
import { auditQuestions } from '../../insights/contract/audit.ts'
import { languages } from '../../platform/rules/language.ts'
import { auditText } from './audit-text.ts'
import { measuredNow } from './measured-now.ts'
import { asJson, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, wholeNumberArgument, withClinic } from './with-runtime.ts'

const answer = defineCommand({
  meta: { name: 'answer', description: 'record how the clinic recalls today, signed by a named person' },
  args: {
    ...clinicArguments,
    by: { type: 'string', description: 'name of the person who says so', required: true, valueHint: 'name' },
    question: { type: 'positional', description: auditQuestions.join(', '), required: true },
    answer: { type: 'positional', description: 'the answer, at most 500 characters', required: true },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const done = await db.tenant(clinic, async (tx) =>
        answerQuestion(tx.as('insights'), {
          question: args.question,
          answer: args.answer,
          by: { kind: 'command_line', name: args.by },
        }),
      )
      if (!done.ok) {
        switch (done.error.kind) {
          case 'nobody_named':
            throw new UsageFailure('--by needs a name')
          case 'unknown_question':
            throw new UsageFailure(`the question must be one of ${done.error.known.join(', ')}`)
          case 'answer_length':
            throw new UsageFailure(`an answer has 1 to ${done.error.most} characters`)
        }
      }
      terminal.answer(
        args.json ? asJson({ answered: args.question }) : `Kept: ${args.question}, said by ${args.by}.`,
      )
    }),
})

const visitValue = defineCommand({
  meta: {
    name: 'visit-value',
    description: 'say what a visit brings on average, for records that do not tell; signed by a named person',
  },
  args: {
    ...clinicArguments,
    by: { type: 'string', description: 'name of the person who says so', required: true, valueHint: 'name' },
    amount: { type: 'positional', description: 'whole units of the currency of the clinic', required: true },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      if (args.by.trim() === '') throw new UsageFailure('--by needs a name')
      const amount = wholeNumberArgument('amount', args.amount, { min: 1, max: 10_000_000 })
      await db.tenant(clinic, async (tx) =>
        tellVisitValue(tx.as('clinic'), {
          valueMinor: amount * 100,
          by: { kind: 'command_line', name: args.by.trim() },
        }),
      )
      terminal.answer(
        args.json ? asJson({ visitValue: amount }) : `A visit brings ${amount}, says ${args.by}.`,
      )
    }),
})

export const audit = defineCommand({
  meta: {
    name: 'audit',
    description:
      'where the clinic stands today: patients recalled and lapsed, what better recall would bring, which data is too thin',
  },
  args: {
    ...clinicArguments,
    pdf: { type: 'string', description: 'print it into this file too', valueHint: 'file' },
    language: {
      type: 'string',
      description: 'of the printed page: en, pl, ru or ms; default: the language of the clinic',
      valueHint: 'code',
    },
  },
  subCommands: { answer, 'visit-value': visitValue },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const language = languages.find((known) => known === args.language)
      if (args.language !== undefined && language === undefined)
        throw new UsageFailure(`--language must be one of ${languages.join(', ')}`)
      if (args.pdf !== undefined) await mustBeWritable(args.pdf)
      const found = await measuredNow(db, clinic)
      if (args.pdf !== undefined) {
        const { printAudit } = await import('../../insights/audit/print-audit.ts')
        const profile = await db.tenant(clinic, async (tx) => readClinic(tx.as('clinic')))
        const { country, zone } = profile
        const page = await printAudit(found, { language: language ?? profile.language, country, zone })
        await writeFile(args.pdf, page).catch((error: NodeJS.ErrnoException) => {
          throw new CommandFailure(`cannot write ${args.pdf}: ${error.code ?? error.message}`)
        })
        terminal.note(`Printed into ${args.pdf}.`)
      }
      terminal.answer(args.json ? asJson(found) : auditText(found))
    }),
})

/** Said before minutes are spent on measuring. */
async function mustBeWritable(file: string): Promise<void> {
  const folder = dirname(file)
  await access(folder, constants.W_OK).catch(() => {
    throw new CommandFailure(
      `cannot write ${file}: ${folder} is no folder that can be written to; name another file`,
    )
  })
}
