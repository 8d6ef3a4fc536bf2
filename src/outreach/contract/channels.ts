import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { accountKinds } from '../rules/account-kinds.ts'
import { accountStandings } from '../rules/account-standing.ts'
import { troubleKinds } from '../rules/account-trouble.ts'
import { holdReasons } from '../rules/hold-reasons.ts'
import { testFailures, testStages } from '../rules/test-progress.ts'

const count = z.int().min(0)

/** A message that staff send to themselves, and what became of it. */
export const testMessageSchema = z.object({
  id: z.string(),
  /** Masked. */
  to: z.string(),
  askedAt: whenSchema,
  by: z.string(),
  stage: z.enum(testStages),
  failure: z.enum(testFailures).nullable(),
  /** The provider's own words, why it failed or still waits. */
  detail: z.string().nullable(),
  /** The provider tells us when a message has arrived; else "sent" is all there is to know. */
  reportsArrival: z.boolean(),
  /** More is expected soon: ask again. */
  isFollowed: z.boolean(),
})
export type TestMessage = z.infer<typeof testMessageSchema>

/** An account, or a test. */
export const accountParams = z.strictObject({ id: z.uuid() })

/** `POST /api/channels/:id/test`: one test to a number or address of staff. */
export const testBody = z.strictObject({ to: z.string().trim().min(1).max(254) })

export const testRefusals = [
  'not_found',
  'account_paused',
  'account_ended',
  'not_an_address',
  'opted_out',
  'too_many',
] as const
export type TestRefusal = (typeof testRefusals)[number]

/** A refusal is on record like a test, so that it is an answer and no error. */
export const askedTestSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('queued'), test: testMessageSchema }),
  z.object({ outcome: z.literal('refused'), reason: z.enum(testRefusals) }),
])
export type AskedTest = z.infer<typeof askedTestSchema>

/** `GET /api/channels/form`: what the form has to know before anything is written. */
export const accountFormSchema = z.object({
  /** How names of secrets begin: `channel_`. */
  secretPrefix: z.string(),
  currency: z.string(),
})
export type AccountForm = z.infer<typeof accountFormSchema>

/** `GET /api/channels/secret?name=sms`: whether it is set on the server, never what it holds. */
export const secretQuery = z.strictObject({ name: z.string().max(60) })
export const secretSchema = z.object({
  /** The environment variable; null: no name that a secret could have. */
  variable: z.string().nullable(),
  isSet: z.boolean(),
})
export type SecretState = z.infer<typeof secretSchema>

/** `POST /api/channels`: adds an account. Settings are judged by the provider's own schema, as those of a file. */
export const addAccountBody = z.strictObject({
  kind: z.enum(accountKinds),
  sender: z.string().trim().min(1).max(200),
  settings: z.record(z.string().max(60), z.unknown()),
  /** Behind the beginning that the form names; null: none is needed. */
  secret: z.string().max(60).nullable(),
  perSecond: z.int().min(1).max(1000).nullable(),
  partCostMinor: z.number().min(0).max(100_000),
  acceptsReplies: z.boolean(),
})
export type AddAccount = z.infer<typeof addAccountBody>

/** What the form can be wrong about; the server says where and the console how to mend it. */
export const addedAccountSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('added'), id: z.string() }),
  z.object({
    outcome: z.literal('refused'),
    problem: z.enum(['settings', 'secret_name', 'secret_missing', 'key_unusable', 'sender', 'wrong_channel']),
    /** Of the settings, those that do not hold. */
    fields: z.array(z.string()),
    /** The variable that is not set, or holds no key. */
    variable: z.string().nullable(),
  }),
])
export type AddedAccount = z.infer<typeof addedAccountSchema>

/** `POST /api/channels/:id/state`: pause, resume, end; 404 where there is none or it has ended. */
export const accountStateBody = z.strictObject({ state: z.enum(['active', 'paused', 'ended']) })
export type AccountStateBody = z.infer<typeof accountStateBody>

const accountSchema = z.object({
  id: z.string(),
  channel: z.enum(['sms', 'email']),
  provider: z.enum(['smpp', 'smtp', 'loopback']),
  sender: z.string(),
  standing: z.enum(accountStandings),
  /** Since when it stands so; for one that nobody looks after, when it was last seen. */
  since: whenSchema.nullable(),
  trouble: z.object({ kind: z.enum(troubleKinds), detail: z.string().nullable() }).nullable(),
  /** Host and port of the provider; null: it stays inside. */
  server: z.string().nullable(),
  /** Name of the secret, never the secret. */
  secretName: z.string().nullable(),
  addedAt: whenSchema,
  /** Texts that go out by it may ask for an answer. */
  acceptsReplies: z.boolean(),
  /** Whether answers can come in by it at all: an SMS account listens, a mail account does not. */
  canListen: z.boolean(),
  lastInbound: whenSchema.nullable(),
  /** Messages that go out as soon as their time has come. */
  waiting: count,
  /** Of those, the time of the oldest that should have gone out by now; null: none. */
  lateSince: whenSchema.nullable(),
  /** Messages that the gate holds back, by its reason, the most first. */
  held: z.array(z.object({ reason: z.enum(holdReasons), count })),
  /** Handed to the provider in the last 24 hours; of those, reported as not delivered. */
  sent: count,
  undelivered: count,
  /** Minor currency units, with fractions. */
  partCostMinor: z.number().min(0),
  /** Sender of the account that takes over what waits here when it ends; null: none does, and it expires. */
  movesTo: z.string().nullable(),
  /** Null: nobody ever tested it. */
  lastTest: testMessageSchema.nullable(),
})
export type ChannelAccount = z.infer<typeof accountSchema>

/** `GET /api/channels`: every account, those in use first. */
export const channelsSchema = z.object({
  accounts: z.array(accountSchema),
  /** ISO 4217. */
  currency: z.string(),
  /** Links in messages open on a patient's telephone; where they do not, real messages with a link wait. */
  linksOpen: z.boolean(),
})
export type Channels = z.infer<typeof channelsSchema>
