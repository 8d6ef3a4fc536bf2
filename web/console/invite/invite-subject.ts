import type { CampaignDetail } from '../../../src/campaigns/contract/campaign-pages.ts'
import type { RecallKey } from '../recalls/use-recall-changes.ts'

/** Rows that were picked, or everybody whom the filter of the due list names. */
type Invited =
  | { readonly kind: 'picked'; readonly recalls: readonly RecallKey[] }
  | { readonly kind: 'filtered'; readonly filter: Readonly<Record<string, string | number | undefined>> }

export interface InviteSubject {
  readonly who: Invited
  /** Where it is one person. */
  readonly name: string | null
  /** The kind of campaign that is chosen first where several run. */
  readonly prefers: CampaignDetail['kind']
}

/** The server refuses more at once. */
export const mostInvited = 20_000

/** One recall of one person. */
export function inviteOne(
  recall: RecallKey,
  { name, status }: { readonly name: string; readonly status: string },
): InviteSubject {
  return {
    who: { kind: 'picked', recalls: [recall] },
    name,
    prefers: preferredKind(status),
  }
}

/** A status of the recall, or a tab of the due list, which are called the same. */
export function preferredKind(status: string): InviteSubject['prefers'] {
  return status === 'lapsed' ? 'reactivation' : 'recall'
}

/** Whether an invitation can make sense: who has a visit or a pause is not asked. */
export function mayBeInvited(status: string): boolean {
  return status !== 'booked' && status !== 'paused'
}
