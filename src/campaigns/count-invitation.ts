import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { UnknownMessage } from './contact-routes.ts'
import type { InvitationQuestion, JudgedInvitation } from './judge-invitation.ts'
import { judgeInvitation } from './judge-invitation.ts'
import { readCampaign } from './read-campaign.ts'

export interface InvitationWish extends Omit<InvitationQuestion, 'campaign'> {
  readonly campaignId: string
}

export type InvitationRefusal = UnknownMessage | { readonly kind: 'not_found' | 'not_running' | 'too_many' }

/** What an invitation by hand would do now; writes nothing. */
export async function countInvitation(
  db: ModuleDb<'campaigns'>,
  { campaignId, ...wish }: InvitationWish,
): Promise<Result<JudgedInvitation, InvitationRefusal>> {
  const campaign = await readCampaign(db, campaignId)
  if (campaign === null) return fail({ kind: 'not_found' })
  if (campaign.state !== 'running') return fail({ kind: 'not_running' })
  const judged = await judgeInvitation(db, { ...wish, campaign })
  return judged.ok ? ok(judged.value) : judged
}
