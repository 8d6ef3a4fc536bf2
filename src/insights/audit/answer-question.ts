import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { type AuditQuestion, answerBody, auditQuestions } from '../contract/audit.ts'

export interface AnswerToQuestion {
  readonly question: string
  readonly answer: string
  readonly by: Extract<Actor, { readonly name: string }>
}

export type AnswerRefusal =
  | { readonly kind: 'nobody_named' }
  | { readonly kind: 'unknown_question'; readonly known: readonly AuditQuestion[] }
  | { readonly kind: 'answer_length'; readonly most: number }

/** Keeps an answer about how the clinic recalls today; earlier ones stay. */
export async function answerQuestion(
  db: ModuleDb<'insights'>,
  { question, answer, by }: AnswerToQuestion,
): Promise<Result<null, AnswerRefusal>> {
  if (by.name.trim() === '') return fail({ kind: 'nobody_named' })
  const known = auditQuestions.find((one) => one === question)
  if (known === undefined) return fail({ kind: 'unknown_question', known: auditQuestions })
  const accepted = answerBody.safeParse({ question: known, answer })
  if (!accepted.success) return fail({ kind: 'answer_length', most: 500 })
  const id = db.ids.uuid(db.now)
  await db.write
    .insertInto('insights.audit_answer')
    .values({
      clinic_id: db.clinicId,
      id,
      question: known,
      answer: accepted.data.answer,
      answered_at: db.now,
      answered_by: by.name.trim(),
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'audit_question.answered',
    subjectKind: 'audit_question',
    subjectId: known,
    detail: { answerId: id },
  })
  return ok(null)
}
