import { asAudienceDocument } from '../../../src/campaigns/contract/criteria-choices.ts'
import type { Audience } from '../campaigns/campaign-document.ts'
import { addressOf } from './editor/draft-address.ts'

/** The audience that a campaign holds itself, as the draft of one that can be saved; for the address of the editor. */
export function asDraft(audience: Exclude<Audience, { readonly kind: 'saved' }>): { readonly draft: string } {
  return { draft: addressOf(asAudienceDocument(audience)) }
}
