import { issueSetUpLink as issue } from '../../clinic/one-time-link.ts'
import type { StaffRole } from '../../clinic/rules/actor.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'

/** Path of a set-up link. The token stands behind #, so that no server and no proxy logs it. */
export async function issueSetUpLink(
  db: Database,
  clinic: ClinicId,
  role: StaffRole = 'owner',
): Promise<{ readonly path: string }> {
  const { token } = await issue(db, clinic, role)
  return { path: `/console/set-up#${token}` }
}
