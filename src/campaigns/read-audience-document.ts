import { type PackFault, readPack } from '../platform/packs/read-pack.ts'
import type { Result } from '../platform/rules/result.ts'
import { audienceDocumentSchema } from './contract/audience-document.ts'
import type { AudienceDocument } from './rules/audience-document.ts'

/** An audience from its YAML text; every fault names file, place and what is wrong. */
export function readAudienceDocument(source: {
  readonly file: string
  readonly text: string
}): Result<AudienceDocument, readonly PackFault[]> {
  return readPack<AudienceDocument>(audienceDocumentSchema, source)
}
