import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRecord } from './csv-text.ts'

const cell = (text: string) => csvRecord([text], ',').slice(0, -2)

describe('a cell of a table for spreadsheets', () => {
  it.each([
    ['=HYPERLINK("http://x.example","look")', `"'=HYPERLINK(""http://x.example"",""look"")"`],
    ['-2+3', "'-2+3"],
    ['+48 600 100 200', "'+48 600 100 200"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['  =1', "'  =1"],
    ['＝1+1', "'＝1+1"],
    ['Jan "Janek" Nowak', '"Jan ""Janek"" Nowak"'],
    ['Nowak, Jan', '"Nowak, Jan"'],
    ['Nowak;Jan', '"Nowak;Jan"'],
    ['Anna-Maria = Nowak', 'Anna-Maria = Nowak'],
    ['', ''],
  ])('%j is written as %j', (text, written) => {
    expect(cell(text)).toBe(written)
  })

  it('of our own numbers stays a number, and nothing is an empty one', () => {
    expect(csvRecord([-12, null, 'a'], ';')).toBe('-12;;a\r\n')
  })

  it('never begins a formula, whatever stands in it', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n ",;a1＝') })
    fc.assert(
      fc.property(signs, (text) => {
        const [first = ''] = cell(text).replace(/^"/, '').trimStart()
        return !'=+-@\t＝'.includes(first) || first === ''
      }),
    )
  })
})
