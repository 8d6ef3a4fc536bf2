import { ClusterError } from '../../platform/db/embedded/cluster-error.ts'
import { SchemaError } from '../../platform/db/migrate.ts'
import { PackError } from '../../platform/packs/read-pack.ts'
import { RowSecurityError } from '../runtime/row-security.ts'

/** Problems of the installation whose text already says what to do. */
export function isInstallationProblem(error: unknown): error is Error {
  return (
    error instanceof ClusterError ||
    error instanceof SchemaError ||
    error instanceof RowSecurityError ||
    error instanceof PackError
  )
}
