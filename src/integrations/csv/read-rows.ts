import { fileFault, openBytes } from '../import/open-bytes.ts'
import type { ImportKind, ReadUnit } from '../import/source.ts'
import { ZoneTimes } from '../import/values.ts'
import { readConditionRow, readCoverageRow, readProcedureRow } from './clinical-rows.ts'
import type { CsvKind } from './column-names.ts'
import { dateOrderOf } from './dates.ts'
import type { ColumnUse, CsvMapping } from './mapping.ts'
import { readPatientRow } from './patient-rows.ts'
import { readLocationRow, readPractitionerRow } from './place-rows.ts'
import { readPlanItemRow, readPlanRow } from './plan-rows.ts'
import { type CsvHead, decoded, isBlank, isSeparatorLine } from './read-head.ts'
import { readResultRow } from './result-rows.ts'
import { Row, type RowReader } from './row.ts'
import { type CsvRecord, type RecordFault, RecordSplitter } from './split-records.ts'
import { readAppointmentRow, readVisitRow } from './visit-rows.ts'

export interface CsvTable {
  readonly path: string
  readonly file: string
  readonly head: CsvHead
  readonly mapping: CsvMapping
  readonly uses: readonly ColumnUse[]
  readonly now: Temporal.Instant
}

const readers: { readonly [Kind in CsvKind]: { readonly kind: ImportKind; readonly read: RowReader } } = {
  patients: { kind: 'patient', read: readPatientRow },
  visits: { kind: 'visit', read: readVisitRow },
  appointments: { kind: 'appointment', read: readAppointmentRow },
  conditions: { kind: 'condition', read: readConditionRow },
  procedures: { kind: 'procedure', read: readProcedureRow },
  coverage: { kind: 'coverage', read: readCoverageRow },
  results: { kind: 'observation', read: readResultRow },
  plans: { kind: 'treatment_plan', read: readPlanRow },
  'plan-items': { kind: 'plan_item', read: readPlanItemRow },
  practitioners: { kind: 'resource', read: readPractitionerRow },
  locations: { kind: 'location', read: readLocationRow },
}

const faults: { readonly [Fault in RecordFault]: string } = {
  too_long: 'the line is longer than 1 MiB',
  open_quote: 'a quote that opens here is never closed',
}

/** The rows of a table after the first `done`, with what was read from each. */
export async function* readRows(table: CsvTable, done: number): AsyncGenerator<readonly ReadUnit[]> {
  const { head, file } = table
  const rows = new TableRows(table)
  const splitter = new RecordSplitter(head.form)
  let line = 0
  try {
    for await (const text of decoded(openBytes(table.path), head.encoding)) {
      const records = splitter.push(text)
      line = records.at(-1)?.line ?? line
      const units = rows.read(records).filter((unit) => unit.unit > done)
      if (units.length > 0) yield units
    }
    const units = rows.read(splitter.end()).filter((unit) => unit.unit > done)
    if (units.length > 0) yield units
  } catch (error) {
    const reason = fileFault(error)
    if (reason === null) throw error
    yield [
      {
        file,
        unit: rows.count + 1,
        line: line + 1,
        kind: null,
        records: [],
        refusals: [{ field: null, reason }],
        ignored: null,
        isCutShort: true,
      },
    ]
  }
}

class TableRows {
  /** Rows after the header. */
  count = 0
  readonly #table: CsvTable
  readonly #row: Row
  #hasHeader: boolean = false

  constructor(table: CsvTable) {
    const { mapping, now, uses } = table
    const zone = mapping.zone ?? 'UTC'
    const country = mapping.country ?? ''
    const dates = {
      order: mapping.dateOrder ?? dateOrderOf(country),
      zone: new ZoneTimes(zone),
      thisYear: now.toZonedDateTimeISO(zone).year,
    }
    this.#table = table
    this.#row = new Row({ country, dates, key: mapping.key ?? null, now: now.toString() }, uses)
  }

  read(records: readonly CsvRecord[]): readonly ReadUnit[] {
    const units: ReadUnit[] = []
    for (const record of records) {
      if (record.fields !== null && (isBlank(record.fields) || this.#isHeader(record.fields))) continue
      this.count += 1
      units.push(this.#unit(record))
    }
    return units
  }

  #isHeader(fields: readonly string[]): boolean {
    if (this.#hasHeader) return false
    this.#hasHeader = !isSeparatorLine(fields, this.#table.head.form)
    return true
  }

  #unit(record: CsvRecord): ReadUnit {
    const { file, head, mapping, uses } = this.#table
    const { kind, read } = readers[mapping.kind]
    const unit = { file, unit: this.count, line: record.line, kind, ignored: null }
    const refused = (reason: string): ReadUnit => ({
      ...unit,
      records: [],
      refusals: [{ field: null, reason }],
    })
    if (record.fields === null) return refused(faults[record.fault])
    const { fields } = record
    const isWider = fields.length > head.headers.length && !isBlank(fields.slice(head.headers.length))
    if (fields.length < head.headers.length || isWider) {
      return refused(`has ${fields.length} cells, the header has ${head.headers.length}`)
    }
    const broken = uses.find((use) => fields[use.at]?.includes('\ufffd') === true)
    if (broken !== undefined) {
      const reason = `holds bytes that are not ${head.encoding}: name the encoding in the mapping`
      return { ...unit, records: [], refusals: [{ field: broken.header, reason }] }
    }
    this.#row.load(fields)
    const records = read(this.#row)
    return { ...unit, records, refusals: this.#row.refusals }
  }
}
