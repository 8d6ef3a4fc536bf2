// Cuts delimited text into records (RFC 4180, and what programs really write). A bad record costs itself alone: a quote
// that never closes gives up its own line and reading goes on with the next.

export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[]; readonly fault: null }
  | { readonly line: number; readonly fields: null; readonly fault: RecordFault }

export type RecordFault = 'too_long' | 'open_quote'

export interface RecordLimits {
  /** Characters of one record, quoted line breaks included. */
  readonly longest: number
  /** Lines that one record may span: beyond it a quote was forgotten. */
  readonly mostLines: number
}

export const usualLimits: RecordLimits = { longest: 1024 * 1024, mostLines: 200 }

const quote = '"'

export class RecordSplitter {
  readonly #delimiter: string
  readonly #newline: string
  readonly #limits: RecordLimits
  #text = ''
  /** Of the first character of #text. */
  #line = 1
  /** Reading past a line that is too long. */
  #isSkipping: boolean = false

  constructor(form: { readonly delimiter: string; readonly newline: '\n' | '\r' }, limits = usualLimits) {
    this.#delimiter = form.delimiter
    this.#newline = form.newline
    this.#limits = limits
  }

  push(text: string): readonly CsvRecord[] {
    this.#text = this.#text === '' ? text : this.#text + text
    return this.#cut(false)
  }

  end(): readonly CsvRecord[] {
    return this.#cut(true)
  }

  #cut(isLast: boolean): readonly CsvRecord[] {
    const records: CsvRecord[] = []
    let start = 0
    let nextQuote = this.#text.indexOf(quote)
    while (start < this.#text.length) {
      const lineEnd = this.#text.indexOf(this.#newline, start)
      if (this.#isSkipping) {
        if (lineEnd === -1) {
          start = this.#text.length
          break
        }
        this.#isSkipping = false
        start = lineEnd + 1
        this.#line += 1
        continue
      }
      if (nextQuote !== -1 && nextQuote < start) nextQuote = this.#text.indexOf(quote, start)
      const hasQuote = nextQuote !== -1 && (lineEnd === -1 || nextQuote < lineEnd)
      const next = hasQuote ? this.#quoted(start, isLast) : this.#plain(start, { lineEnd, isLast })
      if (next === null) break
      records.push(next.record)
      start = next.start
      this.#line += next.lines
    }
    this.#text = start === 0 ? this.#text : this.#text.slice(start)
    return records
  }

  /** A record on one line without quotes: nearly all of them. */
  #plain(start: number, at: { readonly lineEnd: number; readonly isLast: boolean }): Cut | null {
    if (at.lineEnd === -1 && !at.isLast)
      return this.#text.length - start > this.#limits.longest ? this.#skip(start) : null
    const end = at.lineEnd === -1 ? this.#text.length : at.lineEnd
    if (end - start > this.#limits.longest) return this.#skip(start)
    const fields = this.#text.slice(start, this.#withoutReturn(start, end)).split(this.#delimiter)
    return { record: { line: this.#line, fields, fault: null }, start: end + 1, lines: 1 }
  }

  /** A record with quotes somewhere: field by field. Null: more text is needed. */
  #quoted(start: number, isLast: boolean): Cut | null {
    const fields: string[] = []
    let at = start
    for (;;) {
      const field = this.#text.startsWith(quote, at)
        ? this.#quotedField(at, isLast)
        : this.#plainField(at, isLast)
      if (field === 'more') return this.#needMore(start, isLast)
      fields.push(field.value)
      at = field.end
      if (at >= this.#text.length || this.#text.startsWith(this.#newline, at)) break
      at += this.#delimiter.length
    }
    const lines = 1 + this.#count(start, at)
    if (lines > this.#limits.mostLines || at - start > this.#limits.longest)
      return this.#giveUpLine(start, 'open_quote')
    return { record: { line: this.#line, fields, fault: null }, start: at + 1, lines }
  }

  #plainField(start: number, isLast: boolean): Field | 'more' {
    const lineEnd = this.#text.indexOf(this.#newline, start)
    const delimiter = this.#text.indexOf(this.#delimiter, start)
    if (delimiter !== -1 && (lineEnd === -1 || delimiter < lineEnd)) {
      return { value: this.#text.slice(start, delimiter), end: delimiter }
    }
    if (lineEnd === -1 && !isLast) return 'more'
    const end = lineEnd === -1 ? this.#text.length : lineEnd
    return { value: this.#text.slice(start, this.#withoutReturn(start, end)), end }
  }

  #quotedField(start: number, isLast: boolean): Field | 'more' {
    const close = this.#closingQuote(start + 1)
    // The quote may be half of a doubled one, or its field may go on: only the next character tells.
    if (close === -1 || (close === this.#text.length - 1 && !isLast)) return 'more'
    const rest = this.#plainField(close + 1, isLast)
    if (rest === 'more') return 'more'
    if (rest.value.trim() === '') {
      return { value: this.#text.slice(start + 1, close).replaceAll('""', quote), end: rest.end }
    }
    // `"Anna" Nowak` or `"Clinic "Smile""`: somebody forgot to double quotes; the text is meant as it stands.
    const raw = this.#text.slice(start, rest.end).trimEnd()
    return { value: raw.endsWith(quote) ? raw.slice(1, -1) : raw, end: rest.end }
  }

  #closingQuote(from: number): number {
    let at = this.#text.indexOf(quote, from)
    while (at !== -1 && this.#text.startsWith(quote, at + 1)) at = this.#text.indexOf(quote, at + 2)
    return at
  }

  #needMore(start: number, isLast: boolean): Cut | null {
    const isBeyond =
      this.#text.length - start > this.#limits.longest ||
      this.#count(start, this.#text.length) >= this.#limits.mostLines
    return isLast || isBeyond ? this.#giveUpLine(start, 'open_quote') : null
  }

  /** Refuses the line that a broken record begins on; the lines after it get their own chance. */
  #giveUpLine(start: number, fault: RecordFault): Cut {
    const lineEnd = this.#text.indexOf(this.#newline, start)
    if (lineEnd === -1 && this.#text.length - start > this.#limits.longest) return this.#skip(start)
    const end = lineEnd === -1 ? this.#text.length : lineEnd
    return { record: { line: this.#line, fields: null, fault }, start: end + 1, lines: 1 }
  }

  #skip(start: number): Cut {
    const lineEnd = this.#text.indexOf(this.#newline, start)
    const record = { line: this.#line, fields: null, fault: 'too_long' } as const
    if (lineEnd !== -1) return { record, start: lineEnd + 1, lines: 1 }
    this.#isSkipping = true
    return { record, start: this.#text.length, lines: 0 }
  }

  #withoutReturn(start: number, end: number): number {
    let cut = end
    while (cut > start && this.#text.charCodeAt(cut - 1) === 13) cut -= 1
    return cut
  }

  #count(start: number, end: number): number {
    let lines = 0
    for (let at = this.#text.indexOf(this.#newline, start); at !== -1 && at < end; lines += 1) {
      at = this.#text.indexOf(this.#newline, at + 1)
    }
    return lines
  }
}

interface Field {
  readonly value: string
  readonly end: number
}

interface Cut {
  readonly record: CsvRecord
  readonly start: number
  /** Line breaks that were passed. */
  readonly lines: number
}
