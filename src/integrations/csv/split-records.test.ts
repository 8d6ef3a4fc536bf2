import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, RecordSplitter, usualLimits } from './split-records.ts'

function split(
  text: string,
  more: { cuts?: readonly number[]; limits?: typeof usualLimits } = {},
): readonly CsvRecord[] {
  const splitter = new RecordSplitter({ delimiter: ',', newline: '\n' }, more.limits ?? usualLimits)
  const ends = [...new Set(more.cuts ?? [])]
    .filter((cut) => cut < text.length)
    .sort((one, other) => one - other)
  const pieces = [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end))
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]
}

const fieldsOf = (text: string): unknown => split(text).map((record) => record.fields)

const cell = fc.string({
  unit: fc.constantFrom('a', 'ł', ' ', ',', '"', '\n', '\r\n', '9', ';'),
  maxLength: 6,
})
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const written = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })

describe('RecordSplitter', () => {
  it('reads what another parser reads, however the text is cut into pieces', () => {
    fc.assert(
      fc.property(written, fc.array(fc.nat(80), { maxLength: 5 }), fc.boolean(), (rows, cuts, hasReturns) => {
        const end = hasReturns ? '\r\n' : '\n'
        const text = rows
          .map((cells) => cells.map((value) => (/[,"\n\r]/.test(value) ? quoted(value) : value)).join(','))
          .join(end)
        const expected: unknown = parse(text, { relax_column_count: true, skip_empty_lines: false })
        expect(split(text, { cuts }).map((record) => record.fields)).toEqual(expected)
      }),
    )
  })

  it('tells the line that each record begins on', () => {
    const records = split('a,b\n"one\ntwo",c\r\nd,e\n')
    expect(records.map((record) => record.line)).toEqual([1, 2, 4])
  })

  it('keeps quotes that somebody forgot to double', () => {
    expect(fieldsOf('1,5" pipe,x\n')).toEqual([['1', '5" pipe', 'x']])
    expect(fieldsOf('"Anna" Nowak,x\n')).toEqual([['"Anna" Nowak', 'x']])
    expect(fieldsOf('"Clinic "Smile"",x\n')).toEqual([['Clinic "Smile"', 'x']])
  })

  it('loses one line to a quote that never closes, and reads the next ones', () => {
    const records = split('1,"open\n2,b\n3,c\n')
    expect(records).toEqual([
      { line: 1, fields: null, fault: 'open_quote' },
      { line: 2, fields: ['2', 'b'], fault: null },
      { line: 3, fields: ['3', 'c'], fault: null },
    ])
  })

  it('gives up a quoted text that runs over too many lines', () => {
    const limits = { longest: 1_000, mostLines: 3 }
    const records = split('1,"a\nb\nc\nd\ne",x\n2,y\n', { limits })
    expect(records.at(0)).toEqual({ line: 1, fields: null, fault: 'open_quote' })
    expect(records.at(-1)).toEqual({ line: 6, fields: ['2', 'y'], fault: null })
  })

  it('reads past a line that is too long, in whatever pieces it comes', () => {
    const limits = { longest: 10, mostLines: 3 }
    const text = `1,a\n2,${'x'.repeat(50)}\n3,c\n`
    const expected = [
      { line: 1, fields: ['1', 'a'], fault: null },
      { line: 2, fields: null, fault: 'too_long' },
      { line: 3, fields: ['3', 'c'], fault: null },
    ]
    for (const cuts of [[], [5, 20, 30], [57]]) expect(split(text, { cuts, limits })).toEqual(expected)
  })

  it('reads lines that end with a return alone', () => {
    const splitter = new RecordSplitter({ delimiter: ';', newline: '\r' })
    const records = [...splitter.push('a;b\r1;2\r'), ...splitter.end()]
    expect(records.map((record) => record.fields)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })
})
