import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { parse } from 'yaml'
import { z } from 'zod'
import { defaultDataDir } from '../db/embedded/cluster-places.ts'
import { fail, ok, type Result } from '../rules/result.ts'
import { configKeys } from './keys.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Config {
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
  readonly sessionKey: string | undefined
  readonly idleMinutes: number
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly poolSize: number
  readonly sendLeaseSeconds: number
  readonly reconcileAfterSeconds: number
  /** A named secret out of the environment or the secrets file; null when nobody set it. */
  readonly secret: (name: string) => string | null
}

/** The environment as this process got it: the only place that reads it. */
export function processEnvironment(): Environment {
  return process.env
}

const environmentSchema = z.object(
  Object.fromEntries(Object.entries(configKeys).map(([key, { schema }]) => [key, schema])) as {
    readonly [Key in keyof typeof configKeys]: (typeof configKeys)[Key]['schema']
  },
)

/** Second step: raw text becomes a validated configuration, or a list of what to mend, each naming its key. */
export function readConfig(
  environment: Environment,
  overrides: { dataDir?: string | undefined } = {},
): Result<Config, readonly string[]> {
  const given = Object.fromEntries(
    Object.keys(configKeys).flatMap((key) => {
      const value = environment[key]
      return value === undefined || value === '' ? [] : [[key, value]]
    }),
  )
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success)
    return fail(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const values = parsed.data
  const secrets = readSecretsFile(values.KEMBALI_SECRETS_FILE)
  if (!secrets.ok) return secrets
  return ok({
    databaseUrl: values.DATABASE_URL,
    dataDir: overrides.dataDir ?? values.KEMBALI_DATA_DIR ?? dataDirOf(environment),
    host: values.KEMBALI_HOST,
    port: values.KEMBALI_PORT,
    publicUrl: values.KEMBALI_PUBLIC_URL?.replace(/\/+$/, ''),
    sessionKey: values.KEMBALI_SESSION_KEY,
    idleMinutes: values.KEMBALI_IDLE_MINUTES,
    logLevel: values.KEMBALI_LOG_LEVEL,
    poolSize: values.KEMBALI_POOL_SIZE,
    sendLeaseSeconds: values.KEMBALI_SEND_LEASE_SECONDS,
    reconcileAfterSeconds: values.KEMBALI_RECONCILE_AFTER_SECONDS,
    secret: (name) => environment[`KEMBALI_SECRET_${name.toUpperCase()}`] ?? secrets.value.get(name) ?? null,
  })
}

function readSecretsFile(path: string | undefined): Result<ReadonlyMap<string, string>, readonly string[]> {
  if (path === undefined) return ok(new Map())
  try {
    const content: unknown = parse(readFileSync(path, 'utf8'))
    const parsed = z.record(z.string(), z.coerce.string()).safeParse(content ?? {})
    if (!parsed.success) return fail([`KEMBALI_SECRETS_FILE: ${path} must hold lines of name: value`])
    return ok(new Map(Object.entries(parsed.data)))
  } catch {
    return fail([`KEMBALI_SECRETS_FILE: ${path} cannot be read as YAML`])
  }
}

function dataDirOf(environment: Environment): string {
  return defaultDataDir({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    home: homedir(),
    xdgDataHome: environment['XDG_DATA_HOME'],
    localAppData: environment['LOCALAPPDATA'],
  })
}
