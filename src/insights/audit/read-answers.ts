import type { ModuleDb } from '../../platform/db/module-db.ts'
import { type Audit, auditQuestions } from '../contract/audit.ts'

/** The five questions with the newest answer of each. */
export async function readAnswers(db: ModuleDb<'insights'>): Promise<Audit['answers']> {
  const rows = await db.read
    .selectFrom('insights.audit_answer')
    .select(['question', 'answer', 'answered_by', 'answered_at'])
    .distinctOn('question')
    .where('clinic_id', '=', db.clinicId)
    .orderBy('question')
    .orderBy('answered_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return auditQuestions.map((question) => {
    const row = rows.find((one) => one.question === question)
    return {
      question,
      answer:
        row === undefined ? null : { text: row.answer, by: row.answered_by, at: row.answered_at.toString() },
    }
  })
}
