import { z } from 'zod'

const milliseconds = (fallback: number) => z.int().min(1).max(3_600_000).default(fallback)

/** How an e-mail account reaches its mail server. */
export const smtpSettings = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** `implicit`: TLS from the first byte (465); `starttls`: required before anything is said; `none`: a server on this machine. */
  tls: z.enum(['implicit', 'starttls', 'none']).default('starttls'),
  /** Without a user nothing is authenticated. */
  user: z.string().min(1).nullable().default(null),
  maxConnections: z.int().min(1).max(50).default(3),
  messagesPerSecond: z.int().min(1).max(1000).nullable().default(null),
  connectTimeoutMs: milliseconds(15_000),
  responseTimeoutMs: milliseconds(60_000),
  /**
   * Envelope sender with `{id}` for the outbox id, such as `bounces+{id}@clinic.example`: a bounce then names its
   * message without being read. Without it bounces go to the From address.
   */
  returnPath: z
    .string()
    .regex(/^[^\s<>@]*\{id\}[^\s<>@]*@[^\s<>@]+$/)
    .nullable()
    .default(null),
  /** Right part of the Message-ID; the domain of the sender unless given. */
  messageIdDomain: z.string().min(1).nullable().default(null),
  dkim: z
    .strictObject({
      domain: z.string().min(1),
      selector: z.string().min(1),
      /** Names the secret that holds the RSA key in PEM. */
      privateKeySecretName: z.string().min(1),
    })
    .nullable()
    .default(null),
})

export type SmtpSettings = z.infer<typeof smtpSettings>
