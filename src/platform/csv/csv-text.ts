// Tables that a spreadsheet opens by a double click. Invariants:
// - No cell is a formula: one that would begin as such is led by an apostrophe (OWASP, CSV injection). Numbers of our own
//   are written as numbers, so that a column of them can be added up.
// - Every record ends with CR LF; a cell with a delimiter, a quote or a line end is quoted (RFC 4180).

import type { Language } from '../rules/language.ts'

export type CsvCell = string | number | null

/** Tells a spreadsheet that the file is UTF-8; it is the first thing in the file. */
export const byteOrderMark = '\uFEFF'

/** What a spreadsheet set to that language splits cells at: where a comma parts decimals, a semicolon parts cells. */
export const delimiterOf: Readonly<Record<Language, ',' | ';'>> = { en: ',', pl: ';', ru: ';', ms: ',' }

/** One record with its line end. */
export function csvRecord(cells: readonly CsvCell[], delimiter: ',' | ';'): string {
  return `${cells.map(csvCell).join(delimiter)}\r\n`
}

// Spreadsheets look past spaces, and their full-width doubles count as the signs themselves.
const beginsFormula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u
const needsQuotes = /[",;\t\r\n]/

function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = beginsFormula.test(cell) ? `'${cell}` : cell
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
