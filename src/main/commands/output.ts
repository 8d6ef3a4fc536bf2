/** A command's own answer goes to stdout, everything else to stderr, so that scripts can read the one and people both. */
export interface Output {
  answer(text: string): void
  note(text: string): void
  /** A line that the next one takes the place of; nothing when nobody watches. */
  progress(text: string): void
  /** True when a person watches stderr: progress may redraw its line. */
  readonly isWatched: boolean
}

const isWatched = process.stderr.isTTY === true
let shown = 0

export const terminal: Output = {
  answer: (text) => {
    clearProgress()
    process.stdout.write(`${text}\n`)
  },
  note: (text) => {
    clearProgress()
    process.stderr.write(`${text}\n`)
  },
  progress: (text) => {
    if (!isWatched) return
    process.stderr.write(`\r${text.padEnd(shown)}`)
    shown = text.length
  },
  isWatched,
}

function clearProgress(): void {
  if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`)
  shown = 0
}

/** JSON as scripts want it: Temporal values write themselves in ISO form. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

/** A table of text columns, padded; no colours, so that it reads the same in a file. */
export function asTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
