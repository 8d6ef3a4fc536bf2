/** A header alone is 16 octets; the largest PDU in use (254 octets of text and its TLVs) is far below the upper limit. */
const shortestPdu = 16
const longestPdu = 16_384

/**
 * Cuts a byte stream into PDUs by their command_length. A length that cannot be true means the stream has lost its
 * frame: `broken` says so, nothing after it can be trusted, and the connection has to go.
 */
export class PduFrames {
  #rest: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): { readonly frames: readonly Buffer[]; readonly broken: string | null } {
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: Buffer[] = []
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0)
      if (length < shortestPdu || length > longestPdu) {
        return { frames, broken: `command_length ${length} is impossible` }
      }
      if (rest.length < length) break
      frames.push(rest.subarray(0, length))
      rest = rest.subarray(length)
    }
    this.#rest = rest
    return { frames, broken: null }
  }
}
