import { createServer, type Server, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { encodePdu, pduHeader } from '../../src/outreach/channels/smpp/pdu-codec.ts'
import { PduFrames } from '../../src/outreach/channels/smpp/pdu-frames.ts'
import { recordingLog } from '../support/recording-log.ts'
import { channelTo, type SmppPair, smppPair } from '../support/smpp-pair.ts'
import { outgoing } from './channel-contract.ts'

const to = '+48601234567'
const deliverSm = 5

let pair: SmppPair | null = null
const log = recordingLog()
const opened = async (): Promise<SmppPair> => {
  pair = await smppPair({ log })
  return pair
}
afterEach(async () => {
  await pair?.close()
  pair = null
})

function header(length: number, commandId: number, sequence: number): Buffer {
  const octets = Buffer.alloc(16)
  octets.writeUInt32BE(length, 0)
  octets.writeUInt32BE(commandId, 4)
  octets.writeUInt32BE(sequence, 12)
  return octets
}

function pdu(commandId: number, sequence: number, body: Buffer): Buffer {
  return Buffer.concat([header(16 + body.length, commandId, sequence), body])
}

/** A deliver_sm whose short_message claims to be longer than the PDU. */
function overrunningText(): Buffer {
  const frame = encodePdu('deliver_sm', 77, {
    source_addr: '48601234567',
    short_message: Buffer.from('STOP'),
  })
  frame[frame.length - 5] = 200
  return frame
}

describe('malformed PDUs from the SMSC', () => {
  it.each([
    ['an impossible length', header(0xffff_ffff, deliverSm, 1)],
    ['a length of zero', header(0, deliverSm, 1)],
    ['a length shorter than a header', header(7, deliverSm, 1)],
    ['text that is no SMPP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('drops the connection at %s, says so, and comes back', async (_case, octets) => {
    const { channel, server } = await opened()
    server.sendRaw(octets)
    await expect.poll(() => server.binds.length).toBe(2)
    await expect.poll(() => channel.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
    expect(channel.health().lastFailure).toMatch(/^malformed SMPP: command_length \d+ is impossible$/)
    expect(log.lines.join()).toContain('SMPP stream lost its frame')
  })

  it.each([
    ['an unknown command', pdu(0x0000_7777, 5, Buffer.from('??')), { command: 'generic_nack', status: 3 }],
    [
      'a submit_sm',
      encodePdu('submit_sm', 6, { short_message: Buffer.from('hi') }),
      { command: 'generic_nack', status: 3 },
    ],
    [
      'a truncated delivery',
      pdu(deliverSm, 7, Buffer.from([0, 1])),
      { command: 'deliver_sm_resp', status: 1 },
    ],
    ['a text longer than its PDU', overrunningText(), { command: 'generic_nack', status: 2 }],
    [
      'a header longer than its text',
      encodePdu('deliver_sm', 8, {
        source_addr: '48601234567',
        esm_class: 0x40,
        short_message: Buffer.from([99, 0]),
      }),
      { command: 'deliver_sm_resp', status: 1 },
    ],
  ])(
    'answers %s with an error, keeps the connection, and passes nothing on',
    async (_case, octets, answer) => {
      const { channel, server, heard } = await opened()
      server.sendRaw(octets)
      await expect.poll(() => server.heard).toEqual([answer])
      expect(await channel.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
      expect(server.binds).toHaveLength(1)
      expect(heard.inbound).toEqual([])
    },
  )

  it('loses patience after many of them', async () => {
    const { channel, server } = await opened()
    server.sendRaw(
      Buffer.concat(Array.from({ length: 30 }, (_, index) => pdu(0x7777, index + 1, Buffer.alloc(0)))),
    )
    await expect.poll(() => channel.health().lastFailure).toBe('too many malformed PDUs')
    await expect.poll(() => server.binds.length).toBe(2)
  })

  it('does not mind answers to nothing', async () => {
    const { channel, server } = await opened()
    server.sendRaw(encodePdu('submit_sm_resp', 9999, { message_id: 'x' }))
    server.sendRaw(encodePdu('generic_nack', 0, { command_status: 2 }))
    expect(await channel.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
  })

  it('keeps what came whole before the stream broke', async () => {
    const { server, heard } = await opened()
    const whole = encodePdu('deliver_sm', 5, {
      source_addr_ton: 1,
      source_addr: '48601234567',
      short_message: Buffer.from('STOP'),
    })
    server.sendRaw(Buffer.concat([whole, header(3, deliverSm, 1)]))
    await expect.poll(() => heard.inbound).toMatchObject([{ text: 'STOP' }])
  })
})

/** Binds whoever comes, then plays `answer` back to everything it is sent. */
async function oddServer(
  answer: (frame: Buffer) => Buffer | null,
): Promise<{ port: number; server: Server; end: () => void }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const frames = new PduFrames()
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      for (const frame of frames.push(chunk).frames) {
        const { commandId, sequence } = pduHeader(frame)
        const isBind = commandId === 9
        const reply = isBind
          ? encodePdu('bind_transceiver_resp', sequence, { system_id: 'odd' })
          : answer(frame)
        if (reply !== null) socket.write(reply)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const end = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { port: address.port, server, end }
}

describe('an SMSC out of its mind', () => {
  it('never turns an unreadable answer into a failure or an acceptance', async () => {
    // the TLV's length runs past the end: message_payload, 4 octets promised, 1 there
    const torn = (frame: Buffer) =>
      pdu(0x8000_0004, pduHeader(frame).sequence, Buffer.from([0x41, 0, 0x04, 0x24, 0, 4, 1]))
    const odd = await oddServer(torn)
    const channel = channelTo(odd.port, { settings: { responseTimeoutMs: 200 }, log })
    expect(await channel.ready()).toBe(true)
    expect(await channel.send(outgoing(to))).toEqual({
      kind: 'unknown',
      reason: 'no answer: the answer was unreadable',
    })
    odd.end()
    await channel.close()
  })

  it('survives any bytes at all, and says unknown of what it had written', async () => {
    let noise: Buffer = Buffer.alloc(0)
    const odd = await oddServer(() => noise)
    const channel = channelTo(odd.port, { settings: { responseTimeoutMs: 200 }, log })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 64 }), async (octets) => {
        noise = Buffer.from(octets)
        // a frame that is long enough and then noise, or noise from the first octet
        if (octets.length % 2 === 0) noise.writeUInt32BE(noise.length, 0)
        await expect.poll(() => channel.ready()).toBe(true)
        const outcome = await channel.send(outgoing(to))
        expect(['unknown', 'temporary']).toContain(outcome.kind)
      }),
      { numRuns: 40 },
    )
    odd.end()
    await channel.close()
  })

  it('writes no number and no text into the log, whatever happens', () => {
    expect(log.lines.length).toBeGreaterThan(0)
    expect(log.lines.join()).not.toMatch(/601234567|STOP|check-up|secret/)
  })
})
