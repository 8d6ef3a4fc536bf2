import { expect, it } from 'vitest'
import { refusal } from './command-status.ts'

it.each([
  ['throttled', 0x58, { kind: 'temporary' }],
  ['queue full', 0x14, { kind: 'temporary' }],
  ['system error', 0x08, { kind: 'temporary' }],
  ['temporary application error', 0x64, { kind: 'temporary' }],
  ['not bound', 0x04, { kind: 'temporary' }],
  ['submit failed', 0x45, { kind: 'temporary' }],
  ['unknown error', 0xff, { kind: 'temporary' }],
  ['a code of this SMSC alone', 0x0437, { kind: 'temporary' }],
  ['invalid destination', 0x0b, { kind: 'permanent', addressIsBad: true }],
  ['invalid source', 0x0a, { kind: 'permanent', addressIsBad: false }],
  ['message too long', 0x01, { kind: 'permanent', addressIsBad: false }],
  ['permanent application error', 0x65, { kind: 'permanent', addressIsBad: false }],
  ['prohibited', 0x0101, { kind: 'permanent', addressIsBad: false }],
])('understands %s', (_name, status, meaning) => {
  expect(refusal(status, {})).toMatchObject(meaning)
})

it('lets an account say what its SMSC means', () => {
  const meanings = { '0x0437': 'bad-address', '0x0008': 'permanent', '0x000b': 'temporary' } as const
  expect(refusal(0x0437, meanings)).toMatchObject({ kind: 'permanent', addressIsBad: true })
  expect(refusal(0x08, meanings)).toMatchObject({ kind: 'permanent', addressIsBad: false })
  expect(refusal(0x0b, meanings)).toMatchObject({ kind: 'temporary' })
})

it('names the code as manuals write it', () => {
  expect(refusal(0x58, {}).reason).toContain('0x0058')
})
