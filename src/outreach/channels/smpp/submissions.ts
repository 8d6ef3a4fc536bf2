import type { Fields } from 'smpp'
import { fail, ok, type Result } from '../../../platform/rules/result.ts'
import { partReference } from '../../rules/message-parts.ts'
import { encodeGsm, encodeUcs2 } from '../../rules/sms-encoding.ts'
import { type SmsParts, smsParts } from '../../rules/sms-segments.ts'
import type { OutgoingMessage } from '../channel.ts'
import { destinationAddress, sourceAddress } from './addresses.ts'
import type { SmppSettings } from './smpp-settings.ts'

const gsmCoding = 0
const latin1Coding = 3
const ucs2Coding = 8
const udhIndicator = 0x40
const mostParts = 255

/** SMPP 3.4 §5.2.17: a receipt for the final outcome, or only when it failed. */
const receiptAlways = 1
const receiptOnFailure = 2

type Problem = { readonly reason: string; readonly addressIsBad: boolean }

/** The submit_sm PDUs of one message in the order they must be sent, or why it can never be sent. */
export function submissions(
  message: OutgoingMessage,
  settings: SmppSettings,
  now: Temporal.Instant,
): Result<readonly Fields[], Problem> {
  const destination = destinationAddress(message.to)
  if (destination === null) return fail({ reason: 'not an international number', addressIsBad: true })
  const source = sourceAddress(message.from)
  if (source === null)
    return fail({ reason: 'the sender is neither a number nor a plain name', addressIsBad: false })
  const encoded = encodeText(message.text, settings)
  if (encoded.parts.length > mostParts) return fail({ reason: 'longer than 255 parts', addressIsBad: false })
  const common: Fields = {
    source_addr_ton: settings.sourceTon ?? source.ton,
    source_addr_npi: settings.sourceNpi ?? source.npi,
    source_addr: source.address,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.address,
    validity_period: validityPeriod(message.expiresAt, now, settings.validity),
    data_coding: encoded.coding,
    ...referenceField(message, 1, settings),
  }
  if (encoded.parts.length === 1 || settings.longMessages === 'payload') {
    return ok([{ ...common, ...whole(encoded.parts, settings) }])
  }
  return ok(
    encoded.parts.map((octets, index) => ({
      ...common,
      ...referenceField(message, index + 1, settings),
      registered_delivery: receiptWanted(settings, index === encoded.parts.length - 1),
      ...onePart({
        octets,
        sequence: index + 1,
        total: encoded.parts.length,
        reference: message.reference,
        settings,
      }),
    })),
  )
}

/** Each part has its own, so that the SMSC can be asked for every one of them after a crash between two. */
function referenceField(message: OutgoingMessage, sequence: number, settings: SmppSettings): Fields {
  if (!settings.sendReference) return {}
  return { user_message_reference: partReference(message.reference, sequence) }
}

function whole(parts: readonly Buffer[], settings: SmppSettings): Fields {
  const registered_delivery = receiptWanted(settings, true)
  const [octets] = parts
  if (parts.length === 1 && octets !== undefined) return { registered_delivery, short_message: octets }
  return { registered_delivery, short_message: Buffer.alloc(0), message_payload: Buffer.concat([...parts]) }
}

function onePart(part: {
  readonly octets: Buffer
  readonly sequence: number
  readonly total: number
  readonly reference: number
  readonly settings: SmppSettings
}): Fields {
  if (part.settings.longMessages === 'sar') {
    return {
      short_message: part.octets,
      sar_msg_ref_num: part.reference,
      sar_total_segments: part.total,
      sar_segment_seqnum: part.sequence,
    }
  }
  // 3GPP TS 23.040 §9.2.3.24.1: concatenation with an 8-bit reference
  const header = Buffer.from([5, 0, 3, part.reference & 0xff, part.total, part.sequence])
  return { esm_class: udhIndicator, short_message: Buffer.concat([header, part.octets]) }
}

/**
 * A long message reports success once, by its last part, and failure by any part: a receipt for each would be
 * several answers to one question.
 */
function receiptWanted(settings: SmppSettings, isLast: boolean): number {
  if (!settings.receipts) return 0
  if (isLast) return receiptAlways
  return settings.receiptsOfParts === 'on-failure' ? receiptOnFailure : 0
}

function encodeText(
  text: string,
  settings: SmppSettings,
): { readonly coding: number; readonly parts: readonly Buffer[] } {
  const cut = smsParts(text)
  if (cut.encoding === 'ucs2') return ucs2(cut)
  if (settings.alphabet === 'latin1') {
    const fits = [...text].every((character) => character.charCodeAt(0) <= 0xff)
    // the Greek letters and the euro sign are in GSM-7 and not in Latin-1
    if (!fits) return ucs2(smsParts(text, 'ucs2'))
    return {
      coding: settings.gsmDataCoding ?? latin1Coding,
      parts: cut.parts.map((p) => Buffer.from(p, 'latin1')),
    }
  }
  const parts = cut.parts.map((part) => Buffer.from(encodeGsm(part) ?? []))
  return { coding: settings.gsmDataCoding ?? gsmCoding, parts }
}

function ucs2(cut: SmsParts): { readonly coding: number; readonly parts: readonly Buffer[] } {
  return { coding: ucs2Coding, parts: cut.parts.map((part) => Buffer.from(encodeUcs2(part))) }
}

/** SMPP 3.4 §7.1.1. Relative times need no agreement of clocks, so they are the default. */
function validityPeriod(
  expiresAt: Temporal.Instant | null,
  now: Temporal.Instant,
  form: SmppSettings['validity'],
): string {
  if (expiresAt === null || form === 'none') return ''
  if (form === 'absolute') {
    const utc = expiresAt.toZonedDateTimeISO('UTC')
    const fields = [utc.year % 100, utc.month, utc.day, utc.hour, utc.minute, utc.second]
    return `${twoDigits(fields)}000+`
  }
  // two digits of days are the most that can be said without months, whose length is a matter of opinion
  const longest = Temporal.Duration.from({ days: 30 })
  const left = now.until(expiresAt, { largestUnit: 'hours' })
  const capped = Temporal.Duration.compare(left, longest, { relativeTo: utcDay(now) }) > 0 ? longest : left
  const shown = capped.round({ largestUnit: 'days', smallestUnit: 'seconds', relativeTo: utcDay(now) })
  return `${twoDigits([0, 0, shown.days, shown.hours, shown.minutes, shown.seconds])}000R`
}

function utcDay(instant: Temporal.Instant): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO('UTC')
}

function twoDigits(fields: readonly number[]): string {
  return fields.map((field) => String(field).padStart(2, '0')).join('')
}
