// Cuts a JSON document into the elements of its outermost "entry" array while it streams by, so that a bundle of any
// size is read one entry at a time. It finds strings, brackets and nothing else: each piece is then read by JSON.parse.

/** A piece of a document. */
export type BundlePart =
  | { readonly what: 'entry'; readonly line: number; readonly bytes: Buffer }
  /** An entry beyond the limit; it was read past. */
  | { readonly what: 'too_long'; readonly line: number }
  /** All of the document but its entries, at its end. */
  | { readonly what: 'rest'; readonly line: number; readonly bytes: Buffer }
  /** The document stopped in the middle. */
  | { readonly what: 'cut_off'; readonly line: number }

const byte = {
  newline: 0x0a,
  quote: 0x22,
  backslash: 0x5c,
  comma: 0x2c,
  open: 0x7b,
  close: 0x7d,
  openList: 0x5b,
  closeList: 0x5d,
}

/** 1 for the bytes that mean something outside strings. */
const isTelling = new Uint8Array(256)
for (const value of Object.values(byte)) isTelling[value] = 1

/** Bytes of the piece under way; a piece beyond the limit is dropped as it comes. */
class Piece {
  readonly #longest: number
  #parts: Buffer[] = []
  #size = 0

  constructor(longest: number) {
    this.#longest = longest
  }

  get isTooLong(): boolean {
    return this.#size > this.#longest
  }

  add(part: Buffer): void {
    this.#size += part.length
    if (this.isTooLong) this.#parts = []
    else if (part.length > 0) this.#parts.push(part)
  }

  take(): Buffer {
    const bytes = Buffer.concat(this.#parts)
    this.#parts = []
    this.#size = 0
    return bytes
  }
}

/** @param longest bytes that one entry, or all of the rest together, may have */
export async function* splitBundle(
  chunks: AsyncIterable<Buffer>,
  longest: number,
): AsyncGenerator<BundlePart> {
  const splitter = new Splitter(longest)
  for await (const chunk of chunks) yield* splitter.push(chunk)
  yield* splitter.end()
}

class Splitter {
  readonly #rest: Piece
  readonly #entry: Piece
  #line = 1
  #depth = 0
  #isInString: boolean = false
  #isEscaped: boolean = false
  /** Depth 1: the last string seen, as far as it may still be the key "entry". */
  #key: string | null = null
  #isEntryList: boolean = false
  /** Line where the entry under way began; 0: between entries. */
  #entryLine: number = 0

  constructor(longest: number) {
    this.#rest = new Piece(longest)
    this.#entry = new Piece(longest)
  }

  *push(chunk: Buffer): Generator<BundlePart> {
    let start = 0
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.#isInString) at = this.#passString(chunk, at)
      const value = chunk[at] ?? 0
      if (isTelling[value] === 0) continue
      switch (value) {
        case byte.newline:
          this.#line += 1
          break
        case byte.quote:
          this.#isInString = true
          if (this.#depth === 1) this.#key = ''
          break
        case byte.open:
        case byte.openList:
          if (this.#isEntryList && this.#depth === 2) {
            // Between entries stand commas and spaces: nobody needs them.
            start = at
            this.#entryLine = this.#line
          }
          this.#depth += 1
          if (value === byte.openList && this.#depth === 2 && this.#isEntryKey()) {
            this.#isEntryList = true
            this.#rest.add(chunk.subarray(start, at + 1))
            start = at + 1
          }
          break
        case byte.close:
        case byte.closeList:
          this.#depth -= 1
          if (this.#isEntryList && this.#depth === 2 && this.#entryLine > 0) {
            this.#entry.add(chunk.subarray(start, at + 1))
            start = at + 1
            yield this.#endEntry()
          } else if (this.#isEntryList && this.#depth === 1) {
            this.#isEntryList = false
            start = at
          }
          break
        case byte.comma:
          if (this.#depth === 1) this.#key = null
          break
      }
    }
    const tail = chunk.subarray(start)
    if (!this.#isEntryList) this.#rest.add(tail)
    else if (this.#entryLine > 0) this.#entry.add(tail)
  }

  *end(): Generator<BundlePart> {
    if (this.#depth > 0 || this.#isInString) yield { what: 'cut_off', line: this.#line }
    else if (this.#rest.isTooLong) yield { what: 'too_long', line: this.#line }
    else yield { what: 'rest', line: this.#line, bytes: this.#rest.take() }
  }

  #endEntry(): BundlePart {
    const line = this.#entryLine
    this.#entryLine = 0
    const isTooLong = this.#entry.isTooLong
    const bytes = this.#entry.take()
    return isTooLong ? { what: 'too_long', line } : { what: 'entry', line, bytes }
  }

  /** From inside a string to the quote that ends it, or to the end of the chunk. Strings hold no line ends. */
  #passString(chunk: Buffer, from: number): number {
    let at = from
    while (at < chunk.length) {
      if (this.#isEscaped) {
        this.#isEscaped = false
        at += 1
        continue
      }
      const quote = chunk.indexOf(byte.quote, at)
      const backslash = chunk.subarray(at, quote === -1 ? undefined : quote).indexOf(byte.backslash)
      if (backslash !== -1) {
        this.#isEscaped = true
        at += backslash + 1
        continue
      }
      if (quote === -1) break
      this.#noteKey(chunk.subarray(from, quote))
      this.#isInString = false
      // The quote itself is behind us: what follows it is looked at next.
      return quote + 1
    }
    this.#noteKey(chunk.subarray(from))
    return chunk.length
  }

  #noteKey(part: Buffer): void {
    if (this.#depth === 1 && this.#key !== null)
      this.#key = this.#key.length > 5 ? null : this.#key + part.toString('latin1', 0, 6)
  }

  #isEntryKey(): boolean {
    return this.#key === 'entry'
  }
}
