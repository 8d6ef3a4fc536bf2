import { type CsvRecord, RecordSplitter } from './split-records.ts'

export const delimiters = [',', ';', '\t', '|'] as const

export type Delimiter = (typeof delimiters)[number]

export interface CsvForm {
  readonly delimiter: Delimiter
  readonly newline: '\n' | '\r'
}

/** Delimiter and line ends by the beginning of a text: the delimiter that gives the most rows as wide as the header. */
export function detectForm(sample: string): CsvForm {
  const newline = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r'
  const declared = /^\ufeff?sep=([,;\t|])\r?\n/i.exec(sample)?.[1]
  const named = delimiters.find((delimiter) => delimiter === declared)
  if (named !== undefined) return { delimiter: named, newline }
  const scored = delimiters.map((delimiter) => ({
    delimiter,
    score: scoreOf(sample, { delimiter, newline }),
  }))
  const [best] = scored.toSorted((one, other) => other.score - one.score)
  return { delimiter: best === undefined || best.score === 0 ? ',' : best.delimiter, newline }
}

function scoreOf(sample: string, form: CsvForm): number {
  // The sample may end inside a record: what has no line end yet is not counted.
  const records = new RecordSplitter(form).push(sample).filter(hasFields).slice(0, 50)
  const [header] = records
  const width = header?.fields.length ?? 1
  if (width < 2) return 0
  const alike = records.filter((record) => record.fields.length === width).length
  return (alike / records.length) * Math.min(width, 30)
}

function hasFields(record: CsvRecord): record is Extract<CsvRecord, { readonly fault: null }> {
  return record.fields?.some((field) => field.trim() !== '') === true
}
