import { z } from 'zod'

/** What staff found in the practice system, or want done there: `again` sends the booking, or its cancellation, once more. */
export const handAnswerSchema = z.enum(['there', 'again', 'not_there', 'cancelled_there', 'one_left'])
export type HandAnswer = z.infer<typeof handAnswerSchema>

/** `POST /api/appointments/:id/practice-answer`. */
export const practiceAnswerParams = z.object({ id: z.uuid() })
export const practiceAnswerBody = z.object({ answer: handAnswerSchema })
export const practiceAnswerReply = z.object({ answer: handAnswerSchema })
