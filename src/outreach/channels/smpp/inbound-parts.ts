import type { InboundPart } from './delivery.ts'
import type { Concatenation } from './user-data.ts'

/** One part of a long text as a phone sent it. */
export interface LongTextPart extends InboundPart {
  readonly concatenation: Concatenation
}

/**
 * Where parts wait for their message. A part is acknowledged to the SMSC once `keep` resolves, so it resolves when the
 * part is stored; from then on the text is handed on without the SMSC, when all parts have come or the wait is over.
 */
export interface InboundParts {
  /** Keeping the same part again changes nothing. */
  keep(part: LongTextPart, waitSeconds: number): Promise<void>
}

/** For a channel that is opened to look at its settings: what arrives meanwhile is asked for again. */
export const refuseParts: InboundParts = {
  keep: () => Promise.reject(new Error('parts of long texts are not kept here')),
}

export function isLongTextPart(part: InboundPart): part is LongTextPart {
  return part.concatenation !== null
}
