import type { PDU } from 'smpp'
import { fail, ok, type Result } from '../../../platform/rules/result.ts'
import type { DeliveryStatus, Receipt } from '../channel.ts'
import { addressFromWire } from './addresses.ts'
import { decodeText } from './inbound-text.ts'
import { receiptedId } from './message-ids.ts'
import type { SmppSettings } from './smpp-settings.ts'
import { type Concatenation, splitUserData } from './user-data.ts'

/** A text, or one part of a long one, as a phone sent it. */
export interface InboundPart {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly concatenation: Concatenation | null
}

export type Delivery =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'text'; readonly part: InboundPart }
  /** Ring tones, settings, pictures: nothing a person wrote. */
  | { readonly kind: 'binary'; readonly dataCoding: number }

/** esm_class bits 5-2 (SMPP 3.4 §5.2.12) of a receipt and of an intermediate notification. */
const messageType = 0x3c
const receiptType = 0x04
const intermediateType = 0x20

/** Reads a deliver_sm or data_sm; `error` says why the SMSC should not send it like that again. */
export function readDelivery(pdu: PDU, settings: SmppSettings): Result<Delivery, string> {
  const kind = (pdu.esm_class ?? 0) & messageType
  // some SMSCs forget the bits and send the TLVs only
  if (kind === receiptType || kind === intermediateType || pdu.receipted_message_id !== undefined) {
    return ok({ kind: 'receipt', receipt: readReceipt(pdu, settings) })
  }
  const userData = splitUserData(pdu)
  if (!userData.ok) return userData
  const dataCoding = pdu.data_coding ?? 0
  const text = decodeText(userData.value.octets, dataCoding, settings.alphabet)
  if (text === null) return ok({ kind: 'binary', dataCoding })
  const from = addressFromWire(pdu.source_addr_ton ?? 0, pdu.source_addr ?? '', settings.country)
  if (from === '') return fail('no source address')
  const to = addressFromWire(pdu.dest_addr_ton ?? 0, pdu.destination_addr ?? '', settings.country)
  return ok({ kind: 'text', part: { from, to, text, concatenation: userData.value.concatenation } })
}

/** message_state (SMPP 3.4 §5.2.28), in receipts and in query answers; 0 and 9 are of SMPP 5. */
export function statusOfState(state: number): DeliveryStatus {
  return stateStatus[state] ?? 'unknown'
}

const stateStatus: Readonly<Record<number, DeliveryStatus>> = {
  0: 'enroute',
  1: 'enroute',
  2: 'delivered',
  3: 'expired',
  4: 'failed', // deleted
  5: 'failed',
  6: 'accepted',
  8: 'rejected',
  9: 'failed', // skipped
}

/** The text form of receipts (SMPP 3.4 appendix B), with the spellings met in the field. */
const textStatus: Readonly<Record<string, DeliveryStatus>> = {
  DELIVRD: 'delivered',
  DELIVERED: 'delivered',
  ENROUTE: 'enroute',
  BUFFRED: 'enroute',
  BUFFERED: 'enroute',
  ACCEPTD: 'accepted',
  ACCEPTED: 'accepted',
  EXPIRED: 'expired',
  UNDELIV: 'failed',
  DELETED: 'failed',
  FAILED: 'failed',
  REJECTD: 'rejected',
  REJECTED: 'rejected',
}

function readReceipt(pdu: PDU, settings: SmppSettings): Receipt {
  const fields = textFields(pdu)
  const state = pdu.message_state
  const rawId = pdu.receipted_message_id ?? fields.get('id') ?? ''
  const word = fields.get('stat')?.toUpperCase()
  const written = word === undefined ? undefined : textStatus[word]
  return {
    providerMessageId: receiptedId(rawId, settings.messageIds),
    reference: pdu.user_message_reference ?? null,
    to: addressFromWire(pdu.source_addr_ton ?? 0, pdu.source_addr ?? '', settings.country) || null,
    status: state === undefined ? (written ?? 'unknown') : statusOfState(state),
    // "done date" has no zone, so it cannot be turned into an instant
    at: null,
    detail: receiptDetail({ state, word, error: fields.get('err'), network: pdu.network_error_code }),
  }
}

/** `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…`; what follows `text:` is the patient's. */
function textFields(pdu: PDU): ReadonlyMap<string, string> {
  const octets = Buffer.isBuffer(pdu.short_message) ? pdu.short_message : Buffer.alloc(0)
  const body = (octets.length > 0 ? octets : (pdu.message_payload ?? octets)).toString('latin1')
  const [head = ''] = body.split(/\btext:/i)
  return new Map(
    [...head.matchAll(/\b(id|stat|err):\s*(\S+)/gi)].map((match) => [
      (match[1] ?? '').toLowerCase(),
      match[2] ?? '',
    ]),
  )
}

function receiptDetail(codes: {
  readonly state: number | undefined
  readonly word: string | undefined
  readonly error: string | undefined
  readonly network: Buffer | undefined
}): string | null {
  const said = [
    codes.word === undefined ? null : `stat:${codes.word}`,
    codes.state === undefined ? null : `state:${codes.state}`,
    codes.error === undefined ? null : `err:${codes.error}`,
    codes.network === undefined ? null : `network:${codes.network.toString('hex')}`,
  ].filter((code) => code !== null)
  return said.length === 0 ? null : said.join(' ').slice(0, 100)
}
