import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodePdu, pduHeader } from './pdu-codec.ts'
import { PduFrames } from './pdu-frames.ts'

function stream(count: number): Buffer {
  const pdus = Array.from({ length: count }, (_, index) =>
    encodePdu('deliver_sm', index + 1, { short_message: Buffer.alloc(index * 7, 65) }),
  )
  return Buffer.concat(pdus)
}

it('finds the same PDUs however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (steps) => {
      const bytes = stream(6)
      const frames = new PduFrames()
      const found: number[] = []
      let offset = 0
      for (let turn = 0; offset < bytes.length; turn += 1) {
        const step = steps[turn % steps.length] ?? 1
        const pushed = frames.push(bytes.subarray(offset, offset + step))
        expect(pushed.broken).toBeNull()
        found.push(...pushed.frames.map((frame) => pduHeader(frame).sequence))
        offset += step
      }
      expect(found).toEqual([1, 2, 3, 4, 5, 6])
    }),
  )
})

it.each([
  ['zero', 0],
  ['shorter than a header', 15],
  ['longer than any PDU', 16_385],
  ['absurd', 0xffff_ffff],
])('calls the stream broken at a length that is %s, and keeps what came before', (_case, length) => {
  const bad = Buffer.alloc(20)
  bad.writeUInt32BE(length, 0)
  const { frames, broken } = new PduFrames().push(Buffer.concat([stream(2), bad]))
  expect(frames).toHaveLength(2)
  expect(broken).toContain(String(length))
})
