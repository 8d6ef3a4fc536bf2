import smpp, { type Fields, type FieldType, type PDU } from 'smpp'
import { fail, ok, type Result } from '../../../platform/rules/result.ts'

/**
 * The library turns message octets into text by its own idea of data_coding. What data_coding 0 means differs from
 * one SMSC to the next, so text is decoded here, by account; the library is told to leave the octets alone, and to
 * refuse a length that runs past the end of the PDU instead of cutting it.
 */
const countedOctets: FieldType<Buffer> = {
  read(buffer, offset) {
    const length = buffer.readUInt8(offset)
    return octetsWithin(buffer, offset + 1, length)
  },
  write(value, buffer, offset) {
    buffer.writeUInt8(value.length, offset)
    value.copy(buffer, offset + 1)
  },
  size: (value) => value.length + 1,
  default: Buffer.alloc(0),
}

const tlvOctets: FieldType<Buffer> = {
  read: (buffer, offset, length) => octetsWithin(buffer, offset, length ?? 0),
  write(value, buffer, offset) {
    value.copy(buffer, offset)
  },
  size: (value) => value.length,
  default: null,
}

function octetsWithin(buffer: Buffer, offset: number, length: number): Buffer {
  if (offset + length > buffer.length) throw new RangeError('a length runs past the end of the PDU')
  return buffer.subarray(offset, offset + length)
}

smpp.addTLV('message_payload', { id: 0x0424, type: tlvOctets })
const deliverSm = smpp.commands['deliver_sm']
if (deliverSm === undefined) throw new Error('the smpp library does not know deliver_sm')
smpp.addCommand('deliver_sm', {
  id: deliverSm.id,
  params: {
    ...deliverSm.params,
    schedule_delivery_time: { type: smpp.types.cstring },
    validity_period: { type: smpp.types.cstring },
    short_message: { type: countedOctets },
  },
})

export interface PduHeader {
  readonly length: number
  readonly commandId: number
  readonly status: number
  readonly sequence: number
}

/** SMPP 3.4 §3.2: four 32-bit numbers open every PDU. The frame is at least 16 octets long. */
export function pduHeader(frame: Buffer): PduHeader {
  return {
    length: frame.readUInt32BE(0),
    commandId: frame.readUInt32BE(4),
    status: frame.readUInt32BE(8),
    sequence: frame.readUInt32BE(12),
  }
}

export function isResponse(header: PduHeader): boolean {
  return header.commandId >= 0x8000_0000
}

/** Reads one whole PDU; `error` says in a few words what is wrong with it, without its content. */
export function decodePdu(frame: Buffer): Result<PDU, string> {
  try {
    return ok(new smpp.PDU(frame))
  } catch (error) {
    return fail(
      error instanceof RangeError ? 'a field runs past the end of the PDU' : 'the PDU cannot be read',
    )
  }
}

export function encodePdu(command: string, sequence: number, fields: Fields): Buffer {
  return new smpp.PDU(command, { ...fields, sequence_number: sequence }).toBuffer()
}
