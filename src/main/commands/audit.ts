import { defineCommand } from 'citty'
import { answerQuestion } from '../../insights/audit/answer-question.ts'
import { auditOfToday } from '../../insights/audit/audit-of-today.ts'
import { auditQuestions } from '../../insights/contract/audit.ts'
import { auditText } from './audit-text.ts'
import { asJson, terminal } from './output.ts'
import { UsageFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

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

export const audit = defineCommand({
  meta: {
    name: 'audit',
    description:
      'where the clinic stands today: patients recalled and lapsed, what better recall would bring, which data is too thin',
  },
  args: clinicArguments,
  subCommands: { answer },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const found = await db.tenant(clinic, async (tx) => auditOfToday(tx.as('insights')))
      terminal.answer(args.json ? asJson(found) : auditText(found))
    }),
})
