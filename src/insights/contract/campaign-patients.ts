import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { notSentKinds } from '../rules/not-sent.ts'

const count = z.int().min(0)

/** The steps of the funnel, and the ways out of it. */
const shownPatients = [
  'all',
  'not_sent',
  'sent',
  'answered',
  'booked',
  'attended',
  'missed',
  'declined',
  'opted_out',
  'hold_out',
  'by_hand',
] as const

/** `GET /api/campaigns/:id/patients?show=&reason=&page=`: who stands behind a figure of the report. */
export const campaignPatientsQuery = z.object({
  show: z.enum(shownPatients).default('all'),
  /** Of those never sent to: only this reason. */
  reason: z.string().max(60).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(200).default(50),
})
export type CampaignPatientsQuery = z.infer<typeof campaignPatientsQuery>

export const campaignPatientsSchema = z.object({
  rows: z.array(
    z.object({
      enrolmentId: z.string(),
      patientId: z.string(),
      name: z.string(),
      arm: z.enum(['contacted', 'hold_out']),
      band: z.string().nullable(),
      typeKey: z.string().nullable(),
      state: z.enum(['active', 'booked', 'declined', 'opted_out', 'exhausted', 'left', 'ended']),
      /** Why it closed; null while it goes on. */
      closeReason: z.string().nullable(),
      enrolledAt: whenSchema,
      isSent: z.boolean(),
      hasAnswered: z.boolean(),
      bookedAt: whenSchema.nullable(),
      hasAttended: z.boolean(),
      /** Why nothing was ever sent; null: something was, or the patient is held out. */
      notSent: z.object({ reason: z.string(), kind: z.enum(notSentKinds) }).nullable(),
    }),
  ),
  total: count,
  page: count,
  pageSize: count,
})
