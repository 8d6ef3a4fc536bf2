import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { dueFilterSchema } from '../../recall/contract.ts'
import { notInvitedReasons } from '../rules/invitation.ts'

const count = z.int().min(0)

// Ids derived by md5 carry no version, so the looser shape.
const recallSchema = z.strictObject({ patientId: z.guid(), typeKey: z.string().min(1).max(64) })

/** Rows of the due list, or everybody its filter names when the server is asked. */
export const invitationSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('picked'), recalls: z.array(recallSchema).min(1).max(2000) }),
  z.strictObject({ kind: z.literal('filtered'), filter: dueFilterSchema }),
])
export type InvitationSubject = z.infer<typeof invitationSubject>

const wish = {
  subject: invitationSubject,
  /** Also those whom this campaign drew into its hold-out. */
  withHeldOut: z.boolean().default(false),
}

/** `POST /api/campaigns/:id/invitations/count`: what an invitation would do; writes nothing, a POST to keep names out of addresses. */
export const invitationCountBody = z.strictObject(wish)

/** `POST /api/campaigns/:id/invitations`. */
export const invitationBody = z.strictObject({
  ...wish,
  /** How many the dialog named: more than these are not invited. */
  confirmed: count,
})

/** The answer to both: before and after. */
export const invitationCountSchema = z.object({
  /** Everybody the subject names; somebody with two recalls once. */
  patients: count,
  invited: count,
  /** The others, each by the first reason that stands in the way. */
  notInvited: z.array(z.object({ reason: z.enum(notInvitedReasons), patients: count })),
  /** In the hold-out of this campaign, and nothing else stands in the way. */
  heldOut: count,
  /** When the first message leaves, quiet hours heeded; null: nobody is invited. */
  firstAt: whenSchema.nullable(),
})
export type InvitationCount = z.infer<typeof invitationCountSchema>
