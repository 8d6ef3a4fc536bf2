export interface ByteLine {
  /** From 1. */
  readonly line: number
  /** Null: longer than the limit; it was read past. */
  readonly bytes: Buffer | null
}

const newline = 0x0a

/** Lines of a stream of bytes; one that is longer than `longest` bytes is skipped without being held in memory. */
export async function* byteLines(
  chunks: AsyncIterable<Buffer>,
  longest: number,
): AsyncGenerator<readonly ByteLine[]> {
  let line = 1
  let parts: Buffer[] = []
  let held = 0
  let isTooLong = false
  const add = (part: Buffer): void => {
    held += part.length
    if (held > longest) {
      isTooLong = true
      parts = []
    } else if (part.length > 0) parts.push(part)
  }
  const end = (): ByteLine => {
    const [only] = parts
    const bytes = isTooLong ? null : parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
    const ended = { line, bytes }
    line += 1
    parts = []
    held = 0
    isTooLong = false
    return ended
  }
  for await (const chunk of chunks) {
    const lines: ByteLine[] = []
    let start = 0
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, at))
      lines.push(end())
      start = at + 1
    }
    add(chunk.subarray(start))
    if (lines.length > 0) yield lines
  }
  if (held > 0) yield [end()]
}
