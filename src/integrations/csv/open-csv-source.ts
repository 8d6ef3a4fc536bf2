import { hash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { ImportSource, ReadUnit } from '../import/source.ts'
import { type CsvKind, foldedHeader } from './column-names.ts'
import { type DateOrder, dateOrderOf, orderShownBy } from './dates.ts'
import { detectKind, missingField } from './detect-kind.ts'
import { type ColumnUse, type CsvMapping, guessMapping, usesOf } from './mapping.ts'
import { type CsvHead, readHead } from './read-head.ts'
import { readRows } from './read-rows.ts'

export interface CsvInput {
  readonly path: string
  /** Null: by the columns. */
  readonly kind: CsvKind | null
  /** Null: as found in the columns. */
  readonly mapping: CsvMapping | null
  /** Of the clinic: ISO 3166 alpha-2 and IANA. */
  readonly country: string
  readonly zone: string
  readonly now: Temporal.Instant
}

export interface CsvSource {
  readonly input: ImportSource
  /** As it was used, or as far as it was found when a column is lacking: the input says so. Null: not even the kind is known. */
  readonly mapping: CsvMapping | null
  /** Why no row of it can be read; null: they can. */
  readonly fault: string | null
}

/** A delimited table as one input. Throws what fs and zlib throw when its beginning cannot be read. */
export async function openCsvSource(wish: CsvInput): Promise<CsvSource> {
  const file = basename(wish.path)
  const { size, mtimeMs } = await stat(wish.path)
  const print = (mapping: CsvMapping | null): string =>
    hash('sha256', JSON.stringify([file, size, mtimeMs, mapping]))
  const understood = await understand(wish, file)
  if (!understood.ok) {
    const { reason, mapping } = understood.error
    return { input: refusedSource(file, print(null), reason), mapping, fault: reason }
  }
  const { head, mapping, uses, notes } = understood.value
  const input: ImportSource = {
    format: 'csv',
    label: file,
    fingerprint: print(mapping),
    notes: () => notes,
    read: (after) =>
      readRows({ path: wish.path, file, head, mapping, uses, now: wish.now }, after?.unit ?? 0),
  }
  return { input, mapping, fault: null }
}

interface Understood {
  readonly head: CsvHead
  readonly mapping: CsvMapping
  readonly uses: readonly ColumnUse[]
  readonly notes: readonly string[]
}

interface Misunderstood {
  readonly reason: string
  /** As far as it was found, for a person to complete. */
  readonly mapping: CsvMapping | null
}

async function understand(wish: CsvInput, file: string): Promise<Result<Understood, Misunderstood>> {
  const told = { encoding: wish.mapping?.encoding, delimiter: wish.mapping?.delimiter }
  const head = await readHead(wish.path, told)
  if (!head.ok) return fail({ reason: head.error, mapping: null })
  const { headers } = head.value
  const kind = kindOf(wish, headers, file)
  if (!kind.ok) return fail({ reason: kind.error, mapping: null })
  const order = wish.mapping?.dateOrder ?? orderIn(head.value.sample) ?? dateOrderOf(wish.country)
  const found = {
    kind: kind.value,
    encoding: head.value.encoding,
    delimiter: head.value.form.delimiter,
    dateOrder: order,
    country: wish.mapping?.country ?? wish.country,
    zone: wish.mapping?.zone ?? wish.zone,
  }
  const mapping = wish.mapping === null ? guessMapping(headers, found) : { ...wish.mapping, ...found }
  const uses = usesOf(mapping, headers)
  const reason = lackOf(mapping, headers, uses)
  if (reason !== null) return fail({ reason, mapping })
  const isProven = wish.mapping?.dateOrder !== undefined || orderIn(head.value.sample) !== null
  const notes = [...orderNotes(head.value, order, isProven), ...consentNotes(uses)]
  return ok({ head: head.value, mapping, uses, notes })
}

/** Why a mapping does not do for a table; null: it does. */
function lackOf(mapping: CsvMapping, headers: readonly string[], uses: readonly ColumnUse[]): string | null {
  const stranger = Object.entries(mapping.columns).find(
    ([header, rule]) => rule !== 'ignore' && !headers.includes(header),
  )
  if (stranger !== undefined) return `the mapping names a column "${stranger[0]}" that the file does not have`
  const missing = missingField(mapping.kind, new Set(uses.map((use) => use.field)))
  return missing === null ? null : `no column for ${missing}, which ${mapping.kind} need`
}

function kindOf(wish: CsvInput, headers: readonly string[], file: string): Result<CsvKind, string> {
  const told = wish.kind ?? wish.mapping?.kind
  if (told !== undefined && wish.mapping !== null && wish.mapping.kind !== told) {
    return fail(`the mapping is one of ${wish.mapping.kind}, not of ${told}`)
  }
  if (told !== undefined) return ok(told)
  const detected = detectKind(headers.map(foldedHeader), file)
  return detected.ok ? ok(detected.kind) : fail(detected.reason)
}

/** What the dates at the beginning show about day and month; null: nothing, or both. */
function orderIn(sample: CsvHead['sample']): DateOrder | null {
  const shown = new Set(sample.flat().map(orderShownBy))
  if (shown.has('dmy')) return shown.has('mdy') ? null : 'dmy'
  return shown.has('mdy') ? 'mdy' : null
}

function orderNotes(head: CsvHead, order: DateOrder, isProven: boolean): readonly string[] {
  const hasDoubt = head.sample.flat().some((cell) => /^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}/.test(cell))
  if (isProven || !hasDoubt) return []
  const words = { dmy: 'day first', mdy: 'month first', ymd: 'year first' }
  return [
    `dates such as 03/04/2024 are read ${words[order]}, as the clinic's country writes them: nothing in the file proves it; dateOrder in the mapping decides`,
  ]
}

function consentNotes(uses: readonly ColumnUse[]): readonly string[] {
  return uses
    .filter((use) => use.field === 'consent')
    .map(
      (use) =>
        `column "${use.header}" is read as consent to ${use.purposes.join(', ')} by ${use.channels.join(', ')}`,
    )
}

/** A table that cannot be understood is one refusal, at its header. */
function refusedSource(file: string, fingerprint: string, reason: string): ImportSource {
  const unit: ReadUnit = {
    file,
    unit: 1,
    line: 1,
    kind: null,
    records: [],
    refusals: [{ field: null, reason }],
    ignored: null,
  }
  return {
    format: 'csv',
    label: file,
    fingerprint,
    notes: () => [],
    async *read() {
      yield [unit]
    },
  }
}
