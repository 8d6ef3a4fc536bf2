import { readClinic } from '../clinic/read-clinic.ts'
import { checkOwnWording, type WordingFault } from '../outreach/check-own-wording.ts'
import type { OutreachPacks } from '../outreach/compose-message.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type CampaignDocument, messagesOf } from './rules/campaign-document.ts'

/** What keeps the clinic's own words of a document from being sent by this clinic; empty: nothing does. */
export async function checkWording(
  db: ModuleDb<'campaigns'>,
  document: CampaignDocument,
  packs: OutreachPacks,
): Promise<readonly WordingFault[]> {
  if (document.wording === undefined) return []
  const clinic = await readClinic(db.as('clinic'))
  return checkOwnWording({ packs, clinic, wordings: document.wording, messages: rewritable(document) })
}

/** A message that an enrolment sends too has no visit to speak of, whatever else sends it. */
function rewritable(document: CampaignDocument): ReadonlyMap<string, { readonly isAboutVisit: boolean }> {
  const invited = new Set(messagesOf({ ...document, appointmentSteps: [] }))
  return new Map(messagesOf(document).map((key) => [key, { isAboutVisit: !invited.has(key) }]))
}
