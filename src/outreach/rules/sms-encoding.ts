// The GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1) and UCS-2 as SMS carries them.
// Invariants: a text is GSM-7 only if every character is in the alphabet; extension characters cost two septets;
// decoding what was encoded gives the same text; decoding never throws, whatever the octets.

const escapeSeptet = 0x1b

/** Index = septet. Position 0x1b is the escape to the extension table, never a character of its own. */
const basicAlphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmnopqrstuvwxyzäöñüà'

const extensionTable: readonly (readonly [septet: number, character: string])[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]

const basicSeptet = new Map(
  [...basicAlphabet]
    .map((character, septet) => [character, septet] as const)
    .filter(([, s]) => s !== escapeSeptet),
)
const extensionSeptet = new Map(extensionTable.map(([septet, character]) => [character, septet] as const))
const extensionCharacter = new Map(extensionTable)

/** Septets one character takes in GSM-7: 1, 2 with the escape, or 0 when the alphabet does not have it. */
export function gsmUnits(character: string): 0 | 1 | 2 {
  if (basicSeptet.has(character)) return 1
  return extensionSeptet.has(character) ? 2 : 0
}

/** One septet per octet, as SMPP carries it (unpacked); null when a character is outside the alphabet. */
export function encodeGsm(text: string): Uint8Array | null {
  const octets: number[] = []
  for (const character of text) {
    const basic = basicSeptet.get(character)
    const extension = extensionSeptet.get(character)
    if (basic !== undefined) octets.push(basic)
    else if (extension !== undefined) octets.push(escapeSeptet, extension)
    else return null
  }
  return Uint8Array.from(octets)
}

/**
 * Reads unpacked septets. A pair the extension table does not know shows the character of the basic table
 * (23.038 §6.2.1.1 note 1); octets above 0x7f, which no septet has, become U+FFFD.
 */
export function decodeGsm(octets: Uint8Array): string {
  let text = ''
  let escaped = false
  for (const octet of octets) {
    if (escaped) {
      text += extensionCharacter.get(octet) ?? (octet === escapeSeptet ? ' ' : basicCharacter(octet))
      escaped = false
    } else if (octet === escapeSeptet) escaped = true
    else text += basicCharacter(octet)
  }
  return text
}

function basicCharacter(septet: number): string {
  return basicAlphabet[septet] ?? '\ufffd'
}

/** UTF-16, big-endian: what phones send and show where the standard says UCS-2 (emoji are surrogate pairs). */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2)
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    octets[index * 2] = unit >> 8
    octets[index * 2 + 1] = unit & 0xff
  }
  return octets
}

/** An odd last octet belongs to no character and is dropped. */
export function decodeUcs2(octets: Uint8Array): string {
  let text = ''
  for (let index = 0; index + 1 < octets.length; index += 2) {
    text += String.fromCharCode(((octets[index] ?? 0) << 8) | (octets[index + 1] ?? 0))
  }
  return text
}
