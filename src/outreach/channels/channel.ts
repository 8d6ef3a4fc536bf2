/** What the outbox hands to a channel, what a channel answers, and what it later tells by itself. */

export interface OutgoingMessage {
  /** Id of the outbox row; in e-mail it is the left part of the Message-ID. */
  readonly messageId: string
  /**
   * 1..65535; SMPP carries it as user_message_reference, so that a lost answer can be matched later. A long SMS has as
   * many as `submissionsOf` says, counted on from this one: each part can be asked for.
   */
  readonly reference: number
  /** E.164 number or e-mail address. */
  readonly to: string
  /** SMS: number, short code or sender name (≤ 11 plain characters). E-mail: `Name <address>` or an address. */
  readonly from: string
  readonly replyTo: string | null
  /** E-mail only. */
  readonly subject: string | null
  readonly text: string
  /** E-mail only; the plain text always goes with it. */
  readonly html: string | null
  /** E-mail only: RFC 8058 one-click needs an https address that accepts POST without cookies. */
  readonly unsubscribe: { readonly url: string; readonly mailto: string | null } | null
  /** The message is worthless from here on: the provider is told, and nothing is written after it. */
  readonly expiresAt: Temporal.Instant | null
  /**
   * The sender's claim on the message ends here and another worker may take it over, so nothing is begun after it,
   * however long the message has waited for its turn. What has begun by then is finished.
   */
  readonly submitBy?: Temporal.Instant | null
  /** BCP 47, for Content-Language. */
  readonly language: string
}

export type SendOutcome =
  | {
      readonly kind: 'accepted'
      /** The id receipts and queries use: of the last part of a long SMS; null when the provider gave none. */
      readonly providerMessageId: string | null
      /** Ids of all parts, the last one included; a failure receipt may name any of them. */
      readonly partIds: readonly string[]
    }
  /** Refused or not handed over, for certain: may be tried again, not before `retryAfterSeconds` where it is known. */
  | {
      readonly kind: 'temporary'
      readonly reason: string
      readonly retryAfterSeconds: number | null
      /** Nothing was written for want of a connection: no attempt of this message, only of the connection. */
      readonly isUnconnected?: boolean
    }
  /** Refused for good. `addressIsBad`: the address itself is wrong and must not be used again. */
  | { readonly kind: 'permanent'; readonly reason: string; readonly addressIsBad: boolean }
  /** Handed over, answer never seen: it may be on its way. Never send again without reconciling. */
  | {
      readonly kind: 'unknown'
      readonly reason: string
      /** Ids of the parts accepted before the one whose answer is missing. */
      readonly partIds?: readonly string[]
    }
  /** The first parts are out and the next was certainly not taken: never send again, it cannot be mended either. */
  | {
      readonly kind: 'torn'
      readonly reason: string
      readonly accepted: number
      readonly partIds: readonly string[]
    }

export type DeliveryStatus =
  | 'accepted'
  | 'enroute'
  | 'delivered'
  | 'failed'
  | 'expired'
  | 'rejected'
  /** Of the submit itself, in an answer that came late: that part never left. */
  | 'refused'
  | 'unknown'

/** News about a message sent earlier. At least one of id, reference and number is there to match it by. */
export interface Receipt {
  readonly providerMessageId: string | null
  readonly reference: number | null
  readonly to: string | null
  readonly status: DeliveryStatus
  /** When it happened, as far as the provider says so in a way that has a zone. */
  readonly at: Temporal.Instant | null
  /** Provider codes, such as `stat:UNDELIV err:011`; never text of the message. */
  readonly detail: string | null
}

export interface InboundMessage {
  readonly channel: ChannelKind
  readonly from: string
  readonly to: string
  readonly text: string
  /** The same message delivered twice has the same key. */
  readonly providerKey: string
  /**
   * `unique`: an id of the provider, equal means the same message for ever. `content`: made from sender and content,
   * because the protocol has no id (SMPP): equal means the same only within a short time.
   */
  readonly keyScope: 'unique' | 'content'
  readonly receivedAt: Temporal.Instant
  /** False when parts of a long message never came; `text` has `[…]` where they are missing. */
  readonly isComplete: boolean
}

/**
 * Given at construction. The provider's delivery is acknowledged only after the promise resolves: resolve when the
 * news is committed. A rejection asks the provider to deliver again, so both must bear repetition.
 *
 * A receipt can overtake the answer it belongs to: `onReceipt` may be called before `send` has resolved. A listener
 * that finds no message of that id, reference and number, while one to that number is being submitted, rejects.
 */
export interface ChannelListeners {
  readonly onReceipt: (receipt: Receipt) => Promise<void>
  readonly onInbound: (message: InboundMessage) => Promise<void>
}

/** What is known about an earlier message; the channel asks by what its provider understands. */
export interface StatusLookup {
  readonly providerMessageId: string | null
  readonly reference: number
  readonly from: string
  readonly to: string
}

export type QueryAnswer =
  | { readonly kind: 'found'; readonly status: DeliveryStatus; readonly providerMessageId: string | null }
  /** The provider keeps a record and this message is not in it: it was never accepted. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unsupported' }
  /** No answer now; says nothing about the message. */
  | { readonly kind: 'unavailable'; readonly reason: string }

export interface ChannelCapabilities {
  /** `by-reference` finds a message whose answer was lost; `by-id` needs the id of that answer. */
  readonly statusQuery: 'none' | 'by-id' | 'by-reference'
  readonly receipts: boolean
  readonly inbound: boolean
}

export interface ChannelHealth {
  readonly state: 'ready' | 'connecting' | 'waiting' | 'closed'
  readonly since: Temporal.Instant
  /** Why it is not ready, or what last went wrong; no patient data. */
  readonly lastFailure: string | null
  /** Messages handed to the channel and not yet answered. */
  readonly inFlight: number
}

export type ChannelKind = 'sms' | 'email'

export interface Channel {
  readonly kind: ChannelKind
  readonly capabilities: ChannelCapabilities
  /** Resolves with what became of it; rejects only for bugs. */
  send(message: OutgoingMessage): Promise<SendOutcome>
  /** How many submits the message takes, each of which can get lost by itself; left out by a channel that always needs one. */
  submissionsOf?(message: OutgoingMessage): number
  query(lookup: StatusLookup): Promise<QueryAnswer>
  /** Resolves when the provider has let us in, or has failed to; for start-up checks. */
  ready(): Promise<boolean>
  health(): ChannelHealth
  /** Takes nothing new, lets what is in flight end, then leaves. */
  close(): Promise<void>
}

/** The part of pino the channels use. Objects hold codes and counts, never numbers, addresses or text. */
export interface ChannelLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
