import type { ArgsDef } from 'citty'
import { sql } from 'kysely'
import { processEnvironment, readConfig } from '../../platform/config/read-config.ts'
import type { Database } from '../../platform/db/database.ts'
import { openLog } from '../../platform/log/log.ts'
import { type ClinicId, clinicId, isUuid } from '../../platform/rules/brand.ts'
import { openRuntime, type Runtime } from '../runtime/open-runtime.ts'
import { CommandFailure, UsageFailure } from './problems.ts'

/** Arguments that every command takes. */
export const commonArguments = {
  'data-dir': {
    type: 'string',
    description: 'folder of the embedded database (or set DATABASE_URL)',
    valueHint: 'folder',
  },
  json: { type: 'boolean', description: 'answer in JSON', default: false },
} as const satisfies ArgsDef

export const clinicArguments = {
  ...commonArguments,
  clinic: {
    type: 'string',
    description: 'which clinic, by name, key or id, where there are several',
    valueHint: 'name',
  },
} as const satisfies ArgsDef

interface CommonValues {
  readonly 'data-dir'?: string | undefined
}

/** Opens the database for one command and leaves it whatever happens. `mayCreate`: where there is none, one is made. */
export async function withRuntime<T>(
  values: CommonValues,
  work: (runtime: Runtime) => Promise<T>,
  { mayCreate = false }: { readonly mayCreate?: boolean } = {},
): Promise<T> {
  const environment = processEnvironment()
  const config = readConfig(
    { ...environment, KEMBALI_LOG_LEVEL: environment['KEMBALI_LOG_LEVEL'] ?? 'warn' },
    { dataDir: values['data-dir'] },
  )
  if (!config.ok)
    throw new UsageFailure(
      `settings that cannot be used:\n${config.error.map((line) => `  ${line}`).join('\n')}`,
    )
  const runtime = await openRuntime({ config: config.value, log: openLog(config.value.logLevel), mayCreate })
  try {
    return await work(runtime)
  } finally {
    await runtime.close()
  }
}

export async function withClinic<T>(
  values: CommonValues & { readonly clinic?: string | undefined },
  work: (runtime: Runtime, clinic: ClinicId) => Promise<T>,
): Promise<T> {
  return withRuntime(values, async (runtime) => work(runtime, await chooseClinic(runtime.db, values.clinic)))
}

async function chooseClinic(db: Database, wanted: string | undefined): Promise<ClinicId> {
  const clinics = await db.discover<{ id: string; key: string; name: string }>(sql`
    select id, key, name from clinic.clinic where ended_at is null order by created_at, id limit 1000`)
  if (clinics.length === 0) throw new CommandFailure('there is no clinic yet: make one with "kembali init"')
  if (wanted === undefined) {
    const [only, ...others] = clinics
    if (only !== undefined && others.length === 0) return clinicId(only.id)
    throw new UsageFailure(
      `there are ${clinics.length} clinics: say which with --clinic (${clinics
        .slice(0, 5)
        .map((clinic) => clinic.name)
        .join(', ')})`,
    )
  }
  const found = clinics.filter(
    (clinic) => clinic.name === wanted || clinic.key === wanted || (isUuid(wanted) && clinic.id === wanted),
  )
  const [one] = found
  if (one === undefined) throw new CommandFailure(`no clinic is called "${wanted}"`)
  if (found.length > 1)
    throw new UsageFailure(
      `${found.length} clinics are called "${wanted}": name one by its key (${found.map((clinic) => clinic.key).join(', ')})`,
    )
  return clinicId(one.id)
}

/** An instant as the command line takes it: 2026-11-22, or with a time and a zone offset. A day is its first moment in UTC. */
export function instantArgument(
  name: string,
  text: string | undefined,
  fallback: Temporal.Instant,
): Temporal.Instant {
  if (text === undefined) return fallback
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? Temporal.Instant.from(`${text}T00:00:00Z`)
      : Temporal.Instant.from(text)
  } catch {
    throw new UsageFailure(`--${name}: "${text}" is no moment; write 2026-11-22 or 2026-11-22T08:00:00Z`)
  }
}

export function wholeNumberArgument(
  name: string,
  text: string | undefined,
  range: { min: number; max: number; fallback?: number },
): number {
  if (text === undefined && range.fallback !== undefined) return range.fallback
  const value = Number(text)
  if (text !== undefined && /^\d+$/.test(text) && value >= range.min && value <= range.max) return value
  throw new UsageFailure(`--${name} must be a whole number from ${range.min} to ${range.max}`)
}
