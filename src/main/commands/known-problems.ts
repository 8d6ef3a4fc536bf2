import { ClusterError } from '../../platform/db/embedded/cluster-error.ts'
import { SchemaError } from '../../platform/db/migrate.ts'
import { PackError } from '../../platform/packs/read-pack.ts'
import { RowSecurityError } from '../runtime/row-security.ts'

/** A problem of the installation in words that say what to do; null: it is none that we know. */
export function installationProblem(error: unknown): string | null {
  if (
    error instanceof ClusterError ||
    error instanceof SchemaError ||
    error instanceof RowSecurityError ||
    error instanceof PackError
  )
    return error.message
  if (!(error instanceof Error) || !('code' in error)) return null
  return 'syscall' in error && error.syscall === 'listen'
    ? doorProblem(error.code, error)
    : databaseProblem(error.code)
}

function doorProblem(code: unknown, error: Error): string | null {
  const port = 'port' in error ? `port ${String(error.port)}` : 'that port'
  switch (code) {
    case 'EADDRINUSE':
      return `${port} is taken by another program: choose another with --port, or end that one`
    case 'EACCES':
      return `${port} may be opened by an administrator only: choose one above 1023 with --port`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine does not have that address: choose another with --host'
    default:
      return null
  }
}

function databaseProblem(code: unknown): string | null {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return `the database cannot be reached (${code}): see that PostgreSQL runs and that DATABASE_URL names its host and port`
    case '28P01':
    case '28000':
      return 'the database does not let us in: see that user and password of DATABASE_URL are right'
    case '3D000':
      return 'there is no such database: create it, or mend its name in DATABASE_URL'
    case '53300':
      return 'the database has no connection left for us: end another program, lower KEMBALI_POOL_SIZE or raise max_connections'
    case '57P03':
      return 'the database is starting or ending: try again in a moment'
    default:
      return null
  }
}
