import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { readAudience } from './read-audience.ts'
import { type ReferenceFault, resolveReferences } from './resolve-references.ts'
import { bandsOf } from './rules/audience-document.ts'
import { bandsWithoutWords, type CampaignDocument } from './rules/campaign-document.ts'

export type AudienceFault =
  /** No saved audience has this id and version. */
  | { readonly kind: 'unknown_audience' }
  /** A recall campaign with the audience of a reactivation, or the like. */
  | { readonly kind: 'other_programme' }
  /** A step speaks by band and has no words for one that the saved audience admits. */
  | { readonly kind: 'band_without_words'; readonly step: string; readonly band: string }
  | { readonly kind: 'unknown_reference'; readonly faults: readonly ReferenceFault[] }

/** What only the clinic's data can say about a document's audience; gives the document with names resolved to ids. */
export async function checkCampaignAudience(
  db: ModuleDb<'campaigns'>,
  document: CampaignDocument,
): Promise<Result<CampaignDocument, AudienceFault>> {
  const { audience } = document
  if (audience.kind === 'criteria') {
    const resolved = await resolveReferences(db, audience)
    return resolved.ok
      ? ok({ ...document, audience: { ...audience, ...resolved.value } })
      : fail({ kind: 'unknown_reference', faults: resolved.error })
  }
  if (audience.kind !== 'saved') return ok(document)
  const saved = await readAudience(db, audience.audienceId, audience.version)
  if (saved === null) return fail({ kind: 'unknown_audience' })
  if (saved.document.programme.kind !== document.kind) return fail({ kind: 'other_programme' })
  for (const step of document.steps) {
    const [band] = bandsWithoutWords(step, bandsOf(saved.document))
    if (band !== undefined) return fail({ kind: 'band_without_words', step: step.key, band })
  }
  return ok(document)
}
