import type { z } from 'zod'
import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { audienceDetailSchema, audienceListSchema } from './contract/audiences.ts'
import { audienceSentence } from './contract/sentence/audience-sentence.ts'
import type { AudienceNames } from './contract/sentence/sentence.ts'
import type { AudienceRow, AudienceVersionRow } from './list-audiences.ts'
import type { SavedAudienceVersion } from './read-audience.ts'

interface Moment {
  readonly reading: Reading
  readonly now: Temporal.Instant
}

export function presentAudienceList(
  rows: readonly AudienceRow[],
  names: AudienceNames,
  { reading, now }: Moment,
): z.input<typeof audienceListSchema> {
  return {
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      version: row.version,
      programme: row.document.programme.kind,
      sentence: audienceSentence(row.document, names),
      createdBy: row.createdBy,
      changedAt: when(row.changedAt, reading, now),
      usedBy: [...row.usedBy],
    })),
  }
}

export function presentAudienceDetail(
  {
    saved,
    versions,
    names,
  }: {
    readonly saved: SavedAudienceVersion
    readonly versions: readonly AudienceVersionRow[]
    readonly names: AudienceNames
  },
  { reading, now }: Moment,
): z.input<typeof audienceDetailSchema> {
  return {
    ...saved,
    sentence: audienceSentence(saved.document, names),
    versions: versions.map((row) => ({
      ...row,
      sentence: audienceSentence(row.document, names),
      createdAt: when(row.createdAt, reading, now),
    })),
  }
}
