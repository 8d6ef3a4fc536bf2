import type { Fields } from 'smpp'

/** A text in UCS-2 as an SMSC delivers it. */
export function textFrom(from: string, words: string): Fields {
  return {
    source_addr_ton: 1,
    source_addr: from,
    dest_addr_ton: 1,
    destination_addr: '48221234567',
    data_coding: 8,
    short_message: Buffer.from(words, 'utf16le').swap16(),
  }
}

/** One part by UDH with an 8-bit reference: reference, total, sequence. */
export function partFrom(
  from: string,
  words: string,
  [reference, total, sequence]: readonly [number, number, number],
): Fields {
  const header = Buffer.from([5, 0, 3, reference, total, sequence])
  const octets = Buffer.from(words, 'utf16le').swap16()
  return { ...textFrom(from, ''), esm_class: 0x40, short_message: Buffer.concat([header, octets]) }
}
