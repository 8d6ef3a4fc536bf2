import { asTable, type Output } from './output.ts'

interface RowPrinting<Row> {
  readonly json: boolean
  readonly header: readonly string[]
  readonly cells: (row: Row) => readonly string[]
  /** What to say when there is none. */
  readonly empty: string
}

const pageRows = 1_000

/** Prints rows as they come: a million of them need no more memory than a thousand. */
export async function printRows<Row>(
  output: Output,
  rows: AsyncIterable<Row>,
  printing: RowPrinting<Row>,
): Promise<number> {
  let count = 0
  let page: (readonly string[])[] = []
  if (printing.json) output.answer('[')
  let pending: string | null = null
  for await (const row of rows) {
    count += 1
    if (printing.json) {
      if (pending !== null) output.answer(`${pending},`)
      pending = JSON.stringify(row)
      continue
    }
    page.push(printing.cells(row))
    if (page.length === pageRows) {
      output.answer(asTable(printing.header, page))
      page = []
    }
  }
  if (printing.json) {
    if (pending !== null) output.answer(pending)
    output.answer(']')
  } else if (count === 0) output.answer(printing.empty)
  else if (page.length > 0) output.answer(asTable(printing.header, page))
  return count
}
