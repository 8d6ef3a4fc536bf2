import { type Logger, pino } from 'pino'

export type Log = Logger

/** Fields that may hold something about a patient never reach a log, whoever passes them. */
const redacted = [
  'to',
  'from',
  'text',
  'body',
  'subject',
  'html',
  'phone',
  'email',
  'address',
  'name',
  'token',
  'password',
  'secret',
  'birthDate',
  'birth_date',
  'full_name',
  'authorization',
  'cookie',
  'parameters',
  'detail.value',
]

/** JSON lines on stderr, so that stdout stays a command's own answer. */
export function openLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: redacted.flatMap((name) => (name.includes('.') ? [name] : [name, `*.${name}`, `*.*.${name}`])),
        censor: '[redacted]',
      },
      serializers: { err: errorWithoutData, error: errorWithoutData },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}

/** A database error's `detail` and `where` quote row contents: only its kind and place are logged. */
function errorWithoutData(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'unknown error' }
  const { stack } = error
  const code = 'code' in error ? String(error.code) : undefined
  const fromDatabase = 'severity' in error
  return {
    // Not "name": that is a person's, and taken out.
    kind: error.name,
    ...(code === undefined ? {} : { code }),
    ...('constraint' in error && error.constraint !== undefined
      ? { constraint: String(error.constraint) }
      : {}),
    message: fromDatabase ? `database error ${code ?? ''}` : error.message,
    stack: stack?.split('\n').slice(1).join('\n'),
  }
}
