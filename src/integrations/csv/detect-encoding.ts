export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'iso-8859-2',
] as const

export type Encoding = (typeof encodings)[number]

const enough = 1024 * 1024

/**
 * The encoding of a text by its bytes: a byte order mark, the zeros of UTF-16, valid UTF-8, else the Cyrillic or
 * Polish single-byte code page whose letters make words. Reads until it has seen enough bytes beyond ASCII.
 */
export async function detectEncoding(chunks: AsyncIterable<Buffer>): Promise<Encoding> {
  const telling: Buffer[] = []
  let size = 0
  let isFirst = true
  for await (const chunk of chunks) {
    if (isFirst) {
      const marked = byMark(chunk) ?? byZeros(chunk)
      if (marked !== null) return marked
      isFirst = false
    }
    if (chunk.every((value) => value < 0x80)) continue
    telling.push(chunk)
    size += chunk.length
    if (size >= enough) break
  }
  return telling.length === 0 ? 'utf-8' : byLetters(Buffer.concat(telling))
}

function byMark(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

/** UTF-16 without a mark: every digit and delimiter has a zero on one side. */
function byZeros(bytes: Buffer): Encoding | null {
  const sample = bytes.subarray(0, 8192)
  const zeros = [0, 0]
  for (const [index, value] of sample.entries()) {
    if (value === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  const many = sample.length / 10
  if (odd > many && even < odd / 10) return 'utf-16le'
  return even > many && odd < even / 10 ? 'utf-16be' : null
}

function byLetters(bytes: Buffer): Encoding {
  const text = new TextDecoder('utf-8').decode(bytes)
  const faults = text.split('\ufffd').length - 1
  // A few broken bytes do not make a UTF-8 file another one: letters beyond ASCII that decode well outnumber them.
  const letters =
    text.match(/[\p{L}\p{P}\p{S}]/gu)?.filter((letter) => letter > '~' && letter !== '\ufffd').length ?? 0
  if (faults === 0 || letters > faults * 10) return 'utf-8'
  return isCyrillic(bytes) ? 'windows-1251' : isLatin2(bytes) ? 'iso-8859-2' : 'windows-1250'
}

/** In Cyrillic whole words are made of high bytes; in Polish one stands among ASCII letters. */
function isCyrillic(bytes: Buffer): boolean {
  let beside = 0
  let alone = 0
  for (let at = 1; at < bytes.length; at += 1) {
    const one = bytes[at - 1] ?? 0
    const other = bytes[at] ?? 0
    if (one >= 0xc0 && other >= 0xc0) beside += 1
    else if ((one >= 0xc0 && isAsciiLetter(other)) || (isAsciiLetter(one) && other >= 0xc0)) alone += 1
  }
  return beside > alone
}

function isAsciiLetter(value: number): boolean {
  const lower = value | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** ą ś ź Ą Ś Ź stand elsewhere in ISO 8859-2 than in windows-1250; all other Polish letters are the same. */
function isLatin2(bytes: Buffer): boolean {
  const latin = new Set([0xb1, 0xb6, 0xbc, 0xa1, 0xa6, 0xac])
  const windows = new Set([0xb9, 0x9c, 0x9f, 0xa5, 0x8c, 0x8f])
  let lead = 0
  for (const value of bytes) lead += latin.has(value) ? 1 : windows.has(value) ? -1 : 0
  return lead > 0
}
