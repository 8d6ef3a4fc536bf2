import type { PDU } from 'smpp'
import { fail, ok, type Result } from '../../../platform/rules/result.ts'

/** Which part of which long message this is. `reference` is unique only for a sender, and only for a while. */
export interface Concatenation {
  readonly reference: number
  readonly total: number
  /** 1..total */
  readonly sequence: number
}

export interface UserData {
  readonly octets: Buffer
  readonly concatenation: Concatenation | null
}

const udhIndicator = 0x40
const shortReference = 0x00
const longReference = 0x08

/** Takes the user data header off (3GPP TS 23.040 §9.2.3.24) and reads concatenation from it or from the sar TLVs. */
export function splitUserData(pdu: PDU): Result<UserData, string> {
  const short = Buffer.isBuffer(pdu.short_message) ? pdu.short_message : Buffer.alloc(0)
  const octets = short.length > 0 ? short : (pdu.message_payload ?? short)
  if (((pdu.esm_class ?? 0) & udhIndicator) === 0) return ok({ octets, concatenation: fromTlvs(pdu) })
  const headerLength = octets[0]
  if (headerLength === undefined || headerLength + 1 > octets.length) {
    return fail('the user data header is longer than the message')
  }
  const header = octets.subarray(1, headerLength + 1)
  return ok({ octets: octets.subarray(headerLength + 1), concatenation: fromHeader(header) ?? fromTlvs(pdu) })
}

function fromHeader(header: Buffer): Concatenation | null {
  let offset = 0
  while (offset + 2 <= header.length) {
    const [element = 0, length = 0] = header.subarray(offset, offset + 2)
    const value = header.subarray(offset + 2, offset + 2 + length)
    if (element === shortReference && value.length === 3) {
      return checked(value.readUInt8(0), value.readUInt8(1), value.readUInt8(2))
    }
    if (element === longReference && value.length === 4) {
      return checked(value.readUInt16BE(0), value.readUInt8(2), value.readUInt8(3))
    }
    offset += 2 + length
  }
  return null
}

function fromTlvs(pdu: PDU): Concatenation | null {
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: sequence } = pdu
  if (reference === undefined || total === undefined || sequence === undefined) return null
  return checked(reference, total, sequence)
}

/** A part outside its own message is no part: its text is taken as a message by itself (23.040 §9.2.3.24.1). */
function checked(reference: number, total: number, sequence: number): Concatenation | null {
  return total > 1 && sequence >= 1 && sequence <= total ? { reference, total, sequence } : null
}
