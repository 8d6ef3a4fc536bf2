import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { notSentKinds } from '../rules/not-sent.ts'
import { verdicts } from '../rules/proof.ts'

const count = z.int().min(0)
/** Minor currency units; parts of a message may cost fractions of one. */
const minor = z.number()

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() })

/** `part` of `whole` with the 95 % interval of the share; null under 30 cases, where counts alone are honest. */
const shareSchema = z.object({ part: count, whole: count, interval: estimateSchema.nullable() })

/**
 * Contacted against hold-out; everybody drawn into an arm counts, sent to or not, and both are watched equally long. Who was
 * invited by hand was not drawn and is not in it.
 */
const proofSchema = z.object({
  contacted: shareSchema,
  holdOut: shareSchema,
  /** Difference of the two shares, 95 % interval; null where an arm has under 30 cases. */
  difference: estimateSchema.nullable(),
  /** Visits that would not have happened otherwise: the difference times everybody in the contacted arm. */
  extraVisits: estimateSchema.nullable(),
  verdict: z.enum(verdicts),
})

/** Why patients of the contacted arm were never sent anything. */
const notSentSchema = z.object({
  /** A gate reason, a channel's failure, or why the enrolment ended first. */
  reason: z.string(),
  kind: z.enum(notSentKinds),
  patients: count,
})

const funnelSchema = z.object({
  /** To be written to: drawn into the contacted arm, or invited by hand. */
  enrolled: count,
  heldOut: count,
  invitedByHand: count,
  /** Of those invited by hand: had been drawn into the hold-out, and go on counting there in the comparison. */
  invitedFromHoldOut: count,
  notSent: z.array(notSentSchema),
  /** At least one message was accepted by a channel. */
  sent: count,
  /** A receipt says so, a mail server kept it, or the patient reacted. */
  delivered: count,
  clicked: count,
  /** Replied, used the link or booked. */
  answered: count,
  booked: count,
  /** Plain attribution: booked by replying or through the link of a message. */
  bookedFromMessage: count,
  attended: count,
  /** Booked, and the day is still to come. */
  stillToCome: count,
  /** Booked and did not come. */
  missed: count,
  declined: count,
  optedOut: count,
  /** Every message to them failed or bounced, among those sent to. */
  undelivered: count,
})

const rateSchema = z.object({ part: count, whole: count })

const groupSchema = z.object({
  key: z.string(),
  /** Of a recall type in the reader's language; null: a lapse band, which the page names. */
  name: z.string().nullable(),
  proof: proofSchema,
})

const channelSchema = z.object({
  channel: z.enum(['sms', 'email']),
  messages: count,
  delivered: count,
  failed: count,
  clicked: count,
  /** Patients whose last message before booking came by this channel. */
  booked: count,
  costMinor: minor,
  /** Null: nobody booked. */
  costPerBookedMinor: minor.nullable(),
})

/** `GET /api/campaigns/:id/report`. */
export const campaignReportSchema = z.object({
  campaign: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['recall', 'reactivation', 'one_off']),
    state: z.enum(['draft', 'running', 'paused', 'ended']),
    startedAt: whenSchema.nullable(),
    endedAt: whenSchema.nullable(),
    /** Local days since the start, the first being 1; null before it. */
    day: count.nullable(),
    version: count,
  }),
  asOf: whenSchema,
  /** ISO 4217. */
  currency: z.string(),
  /** How long each enrolment is watched for a booking, both arms alike. */
  observationDays: count,
  proof: proofSchema,
  funnel: funnelSchema,
  /** Scheduled of due (recall campaigns), however they came in. */
  compliance: rateSchema.nullable(),
  /** Scheduled of contacted. */
  reactivation: rateSchema.nullable(),
  groups: z.array(groupSchema),
  channels: z.array(channelSchema),
  /** Booked of those watched, day by day since enrolment (Kaplan–Meier). */
  curve: z.array(z.object({ day: count, contacted: estimateSchema, holdOut: estimateSchema.nullable() })),
  cost: z.object({ messagesMinor: minor, perBookedMinor: minor.nullable() }),
  /** Null: the clinic has not said what a visit is worth, or nothing is proven. */
  worth: z
    .object({
      valuePerVisitMinor: minor,
      extraMinor: estimateSchema,
      costMinor: minor,
      gainPerUnit: estimateSchema.nullable(),
    })
    .nullable(),
})
export type CampaignReport = z.infer<typeof campaignReportSchema>
