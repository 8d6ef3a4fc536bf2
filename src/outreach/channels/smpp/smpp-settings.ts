import { type CountryCode, isSupportedCountry } from 'libphonenumber-js'
import { z } from 'zod'

const milliseconds = (fallback: number) => z.int().min(1).max(3_600_000).default(fallback)
const country = z.custom<CountryCode>((value) => typeof value === 'string' && isSupportedCountry(value))
const octet = z.int().min(0).max(255)

/** How an SMS account reaches its SMSC. Most providers need host, port, systemId and partsPerSecond only. */
export const smppSettings = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(2775),
  tls: z.boolean().default(false),
  systemId: z.string().min(1).max(15),
  systemType: z.string().max(12).default(''),

  /** Submits that may wait for their answer at once, and parts written in any one second: both from the contract. */
  window: z.int().min(1).max(1000).default(10),
  partsPerSecond: z.int().min(1).max(10_000).default(20),
  /** Pause after the SMSC said it is too much. */
  throttlePauseMs: milliseconds(1_000),
  connectTimeoutMs: milliseconds(10_000),
  responseTimeoutMs: milliseconds(30_000),
  enquireIntervalMs: milliseconds(30_000),
  reconnectMinMs: milliseconds(1_000),
  reconnectMaxMs: milliseconds(60_000),

  /** What this SMSC takes data_coding 0 to be. */
  alphabet: z.enum(['gsm7', 'latin1']).default('gsm7'),
  /** Written for texts of the default alphabet, where the SMSC wants another number than 0 (gsm7) or 3 (latin1). */
  gsmDataCoding: octet.nullable().default(null),
  longMessages: z.enum(['udh', 'sar', 'payload']).default('udh'),
  sourceTon: octet.nullable().default(null),
  sourceNpi: octet.nullable().default(null),
  validity: z.enum(['relative', 'absolute', 'none']).default('relative'),
  /** The TLV by which a lost answer is found again; off only for an SMSC that refuses it. */
  sendReference: z.boolean().default(true),

  receipts: z.boolean().default(true),
  receiptsOfParts: z.enum(['on-failure', 'none']).default('on-failure'),
  /** The number system of message ids in answers and in receipts; `text` where both write them alike. */
  messageIds: z
    .strictObject({
      submitted: z.enum(['text', 'decimal', 'hexadecimal']).default('text'),
      receipted: z.enum(['text', 'decimal', 'hexadecimal']).default('text'),
      /** How submit answers write hexadecimal ids: query_sm has to name them the same way. */
      hexadecimalDigits: z.int().min(1).max(32).default(1),
      hexadecimalLetters: z.enum(['lower', 'upper']).default('lower'),
    })
    .prefault({}),
  /**
   * Whether query_sm tells the truth about messages it does not know: only then may an unanswered message be
   * released. `by-reference` is an extension: query_sm with an empty id and user_message_reference.
   */
  statusQuery: z.enum(['none', 'by-id', 'by-reference']).default('none'),
  /** What codes of this SMSC mean, by code as in its manual: `{"0x0441": "bad-address"}`. */
  statusMeanings: z
    .record(z.string().regex(/^0x[0-9a-f]{4}$/), z.enum(['temporary', 'permanent', 'bad-address']))
    .default({}),
  /** Country whose national numbers inbound messages may come from. */
  country: country.nullable().default(null),
  /** Parts of a long inbound message are waited for this long; then what came is passed on. */
  partsAgeLimitSeconds: z.int().min(1).max(86_400).default(300),
})

export type SmppSettings = z.infer<typeof smppSettings>
