import type { z } from 'zod'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { formatDueDate, when } from '../platform/i18n/format-time.ts'
import { maskEmail, maskPhone } from '../platform/i18n/mask.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { DuplicateSide, DuplicatesQuery, duplicatesSchema } from './contract/duplicates.ts'
import { chooseSurvivor } from './rules/matching/choose-survivor.ts'
import { agreementOf } from './rules/matching/match-fields.ts'
import type { PairIds } from './store/duplicate-pairs.ts'
import {
  countPairs,
  type PairRow,
  pairRow,
  pairRows,
  type SideRow,
  sideRows,
} from './store/duplicate-rows.ts'

/** One page of pairs of records that look like one person, with both records side by side. */
export async function listDuplicates(
  db: ModuleDb<'patients'>,
  query: DuplicatesQuery,
  reading: Reading,
): Promise<z.input<typeof duplicatesSchema>> {
  const counts = await countPairs(db)
  const rows = await presentPairs(db, await pairRows(db, query), reading)
  return { counts, rows, total: counts[query.state], page: query.page, pageSize: query.pageSize }
}

/** One pair side by side, whatever was decided about it; null: the search never found these two alike. */
export async function readDuplicate(
  db: ModuleDb<'patients'>,
  ids: PairIds,
  reading: Reading,
): Promise<Presented | null> {
  const [pair] = await presentPairs(db, await pairRow(db, ids), reading)
  return pair ?? null
}

type Presented = z.input<typeof duplicatesSchema>['rows'][number]

async function presentPairs(
  db: ModuleDb<'patients'>,
  pairs: readonly PairRow[],
  reading: Reading,
): Promise<Presented[]> {
  const sides = await sideRows(
    db,
    pairs.flatMap((pair) => [pair.oneId, pair.otherId]),
  )
  return pairs.flatMap((pair) => {
    const one = sides.get(pair.oneId)
    const other = sides.get(pair.otherId)
    return one === undefined || other === undefined
      ? []
      : [present(pair, { one, other }, { reading, now: db.now })]
  })
}

interface Presenting {
  readonly reading: Reading
  readonly now: Temporal.Instant
}

function present(
  pair: PairRow,
  { one, other }: { readonly one: SideRow; readonly other: SideRow },
  presenting: Presenting,
): Presented {
  const { reading, now } = presenting
  const { oneId, otherId, likelihood, isCertain, state, canUndo } = pair
  return {
    id: `${oneId}:${otherId}`,
    one: sideOf(one, other, presenting),
    other: sideOf(other, one, presenting),
    likelihood,
    isCertain,
    findings: pair.findings.map((finding) => ({ ...finding, agreement: agreementOf(finding.level) })),
    survivorId: pair.intoId ?? chooseSurvivor(one, other).id,
    state,
    decision:
      pair.decidedAt === null || pair.decidedBy === null
        ? null
        : { by: pair.decidedBy, at: when(pair.decidedAt, reading, now) },
    canUndo,
  }
}

function sideOf(side: SideRow, beside: SideRow, { reading, now }: Presenting): DuplicateSide {
  const { id, createdAt, contacts: _, addresses, birthDate, ...plain } = side
  return {
    ...plain,
    patientId: id,
    birthDate:
      birthDate === null ? null : { iso: birthDate.toString(), text: formatDueDate(birthDate, reading) },
    since: when(createdAt, reading, now),
    contacts: addresses.map(({ kind, value }) => ({
      kind,
      shown: kind === 'phone' ? maskPhone(value) : maskEmail(value),
      isShared: beside.addresses.some((theirs) => theirs.kind === kind && theirs.value === value),
    })),
  }
}
