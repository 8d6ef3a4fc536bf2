import { z } from 'zod'
import { driftReasons } from '../../recall/rules/drift-reasons.ts'
import { type HistoryKind, visitNews } from '../rules/timeline-kinds.ts'

// What each kind of a patient's history says beside its moments: the same as it is read and as it goes out.
const channel = z.enum(['sms', 'email'])
const campaignName = z.object({ id: z.string(), name: z.string() })
const campaign = campaignName.nullable()

export const historyFacts = {
  message: {
    channel,
    /** Message key of the packs. */
    message: z.string(),
    language: z.enum(['en', 'pl', 'ru', 'ms']),
    subject: z.string().nullable(),
    text: z.string(),
    state: z.enum(['queued', 'withheld', 'expired', 'submitting', 'accepted', 'failed', 'ambiguous']),
    reason: z.string().nullable(),
    delivery: z.enum(['none', 'enroute', 'delivered', 'failed']),
    isReply: z.boolean(),
    campaign,
    /** The step of the campaign or visit stream. */
    step: z.string(),
    parts: z.int(),
    costMinor: z.number(),
  },
  received: {
    channel,
    text: z.string(),
    /** What it was understood as; null: not looked at by itself. */
    intent: z.string().nullable(),
    threadId: z.string(),
  },
  decision: {
    channel: channel.nullable(),
    step: z.string(),
    stage: z.enum(['planned', 'sending']),
    outcome: z.enum(['send', 'hold', 'skip', 'exit']),
    reason: z.string(),
    messageId: z.string().nullable(),
    campaign,
  },
  visit: {
    news: z.enum(visitNews),
    appointmentId: z.string().nullable(),
    minutes: z.int().nullable(),
    service: z.string().nullable(),
    resource: z.string().nullable(),
    /** Who booked: import, page, sms, staff; null where it does not apply. */
    via: z.string().nullable(),
    reason: z.string().nullable(),
    campaign,
  },
  enrolment: {
    news: z.enum(['enrolled', 'invited', 'closed']),
    arm: z.enum(['contacted', 'hold_out']),
    /** Who invited by hand; null for other news. */
    by: z.string().nullable(),
    campaign: campaignName,
    band: z.string().nullable(),
    typeKey: z.string().nullable(),
    /** Why it closed; null while open. */
    reason: z.string().nullable(),
  },
  consent: {
    channel: z.enum(['sms', 'email', 'call', 'letter', 'any']),
    purpose: z.string(),
    state: z.enum(['given', 'withdrawn']),
    method: z.string(),
    evidence: z.string(),
    address: z.string(),
  },
  change: {
    /** subject.verb, as in the audit trail. */
    action: z.string(),
    actorKind: z.enum(['staff', 'patient', 'system', 'command_line']),
    actorName: z.string().nullable(),
    /** Of `drift_reason.recorded`: why they stay away. */
    driftReason: z.enum(driftReasons).nullable(),
  },
} as const satisfies Record<HistoryKind, Readonly<Record<string, z.ZodType>>>
