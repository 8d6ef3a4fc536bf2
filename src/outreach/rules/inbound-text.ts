// A long text from a phone, put together from its parts. Invariants:
// - The text has its parts in order, and `[…]` where one is missing: a STOP in what did come must count.
// - Parts that are all in a text handed on before are that text, delivered once more.
// - Another part under a number that is taken belongs to another text: phones count references round and begin again.

export interface KeptPart {
  readonly sequence: number
  readonly words: string
}

export function assembledText(parts: readonly KeptPart[], total: number): string {
  const words = new Map(parts.map((part) => [part.sequence, part.words]))
  return Array.from({ length: total }, (_, index) => words.get(index + 1) ?? '[…]').join('')
}

export function isRepetitionOf(parts: readonly KeptPart[], earlier: readonly KeptPart[]): boolean {
  return parts.every((part) => earlier.some((one) => isSamePart(one, part)))
}

function isSamePart(one: KeptPart, other: KeptPart): boolean {
  return one.sequence === other.sequence && one.words === other.words
}
