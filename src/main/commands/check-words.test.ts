import type { ArgsDef } from 'citty'
import { expect, it } from 'vitest'
import { wrongWord } from './check-words.ts'

const definition = {
  file: { type: 'positional', description: 'a table' },
  clinic: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  inbound: { type: 'boolean', default: true },
} as const satisfies ArgsDef
const optional = { file: { type: 'positional', required: false } } as const satisfies ArgsDef
const needy = {
  by: { type: 'string', required: true, description: 'who says so' },
} as const satisfies ArgsDef
const many = { type: { type: 'positional', valueHint: 'type …' } } as const satisfies ArgsDef

it.each([
  [definition, ['a.csv', '--clinic', 'Klonowa', '--dry-run']],
  [definition, ['--clinic=Klonowa', 'a.csv']],
  [definition, ['--clinic', '-1', 'a.csv']],
  [definition, ['a.csv', '--no-inbound']],
  [definition, ['--', '--strange-name.csv']],
  [optional, []],
  [needy, ['--by=Ewa']],
  [many, ['dental_hygiene', 'dental_perio']],
])('understands %#', (known, words) => {
  expect(wrongWord(known, words)).toBeNull()
})

it.each([
  [['--bogus'], 'there is no flag --bogus here'],
  [['--bogus=1'], 'there is no flag --bogus here'],
  [['-x'], 'there is no flag -x here'],
  [['--file', 'a.csv'], 'there is no flag --file here'],
  [['--no-dry-run'], 'there is no flag --no-dry-run here'],
  [['--no-clinic'], 'there is no flag --no-clinic here'],
  [['--Dry-Run'], 'there is no flag --Dry-Run here'],
  [['a.csv', '--clinic'], '--clinic needs a value'],
  [['a.csv', '--clinic', '--dry-run'], '--clinic needs a value'],
  [['a.csv', 'b.csv'], '"b.csv" is one word too many'],
  [['a.csv', '--', 'b.csv'], '"b.csv" is one word too many'],
  [['a.csv', '--clinic', ''], '--clinic needs a value'],
  [['a.csv', '--clinic='], '--clinic needs a value'],
  [[''], '<file> is empty: a table'],
  [['--', '  '], '<file> is empty: a table'],
  [[], '<file> is missing: a table'],
  [['--dry-run'], '<file> is missing: a table'],
])('refuses %s', (words, told) => {
  expect(wrongWord(definition, words)).toBe(told)
})

it('says which of several words is empty', () => {
  expect(wrongWord(many, ['dental_hygiene', ''])).toBe('<type> is empty: see the help')
})

it('takes nothing for a flag that says nothing unless told', () => {
  const told = { reason: { type: 'string', default: '' } } as const satisfies ArgsDef
  expect(wrongWord(told, ['--reason', ''])).toBeNull()
})

it('says which flag is needed', () => {
  expect(wrongWord(needy, [])).toBe('--by is missing: who says so')
})
