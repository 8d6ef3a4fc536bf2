import type { z } from 'zod'
import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { AudienceListQuery, audienceDetailSchema, audienceListSchema } from './contract/audiences.ts'
import { audienceSentence } from './contract/sentence/audience-sentence.ts'
import type { AudienceNames } from './contract/sentence/sentence.ts'
import type { AudiencePage, AudienceRow, AudienceVersionRow } from './list-audiences.ts'

interface Moment {
  readonly reading: Reading
  readonly now: Temporal.Instant
}

interface AudienceListing {
  readonly list: AudiencePage
  readonly query: AudienceListQuery
  readonly names: AudienceNames
}

export function presentAudienceList(
  { list, query, names }: AudienceListing,
  moment: Moment,
): z.input<typeof audienceListSchema> {
  return {
    total: list.total,
    offered: list.offered,
    page: query.page,
    pageSize: query.pageSize,
    rows: list.rows.map((row) => presentRow(row, names, moment)),
  }
}

export function presentAudienceDetail(
  {
    audience,
    versions,
    names,
  }: {
    readonly audience: AudienceRow
    readonly versions: readonly AudienceVersionRow[]
    readonly names: AudienceNames
  },
  moment: Moment,
): z.input<typeof audienceDetailSchema> {
  return {
    ...presentRow(audience, names, moment),
    isOffered: audience.endedAt === null,
    document: audience.document,
    versions: versions.map((row) => ({
      ...row,
      sentence: audienceSentence(row.document, names),
      createdAt: when(row.createdAt, moment.reading, moment.now),
    })),
  }
}

function presentRow(row: AudienceRow, names: AudienceNames, { reading, now }: Moment) {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    programme: row.document.programme.kind,
    sentence: audienceSentence(row.document, names),
    createdBy: row.createdBy,
    changedBy: row.changedBy,
    changedAt: when(row.changedAt, reading, now),
    size: row.size && { ...row.size, countedAt: when(row.size.countedAt, reading, now) },
    usedBy: [...row.usedBy],
  }
}
