import { z } from 'zod'

/** Every setting of the program, in one place: what `docs/configuration.md` prints and what `readConfig` accepts. */
export const configKeys = {
  DATABASE_URL: {
    about: 'PostgreSQL 15 or newer. Left out: an embedded PostgreSQL in the data folder.',
    schema: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host/database' })
      .optional(),
  },
  KEMBALI_DATA_DIR: {
    about:
      'Folder of the embedded database and of generated keys. Default: /var/lib/kembali for root, else ~/.local/share/kembali.',
    schema: z.string().min(1).optional(),
  },
  KEMBALI_HOST: {
    about: 'Address that the server listens on.',
    schema: z.string().min(1).default('127.0.0.1'),
  },
  KEMBALI_PORT: {
    about: 'Port that the server listens on; 0 takes a free one.',
    schema: z.coerce
      .number({ error: 'must be a number from 0 to 65535' })
      .int()
      .min(0)
      .max(65_535)
      .default(4480),
  },
  KEMBALI_PUBLIC_URL: {
    about:
      'Address under which staff and patients reach the server, for links. Default: the address it listens on; real messages with a link wait while that opens on this machine or network only.',
    schema: z.url({ protocol: /^https?$/, error: 'must look like https://clinic.example' }).optional(),
  },
  KEMBALI_SECRETS_FILE: {
    about:
      'YAML file of named secrets (carrier and mail passwords): name: value. KEMBALI_SECRET_<NAME> in the environment wins.',
    schema: z.string().min(1).optional(),
  },
  KEMBALI_SESSION_KEY: {
    about: 'Key that signs sessions, 32 characters or more. Left out: generated once into the data folder.',
    schema: z.string().min(32, 'must have 32 characters or more').optional(),
  },
  KEMBALI_IDLE_MINUTES: {
    about:
      'Minutes without a key or a click after which staff are signed out; they are warned a minute before. From 2 to 720.',
    schema: z.coerce.number({ error: 'must be a number from 2 to 720' }).int().min(2).max(720).default(15),
  },
  KEMBALI_LOG_LEVEL: {
    about: 'How much is logged: debug, info, warn, error or silent.',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  },
  KEMBALI_SEND_LEASE_SECONDS: {
    about:
      'How long a worker may hold messages that it is sending; what a dead worker held is uncertain after that.',
    schema: z.coerce.number({ error: 'must be a number from 2 to 3600' }).int().min(2).max(3_600).default(60),
  },
  KEMBALI_RECONCILE_AFTER_SECONDS: {
    about: 'How long receipts may take before the provider is asked about an uncertain message.',
    schema: z.coerce
      .number({ error: 'must be a number from 1 to 86400' })
      .int()
      .min(1)
      .max(86_400)
      .default(300),
  },
  KEMBALI_POOL_SIZE: {
    about: 'Database connections of one process at most.',
    schema: z.coerce.number({ error: 'must be a number from 2 to 200' }).int().min(2).max(200).default(10),
  },
} as const
