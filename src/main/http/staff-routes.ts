import type { StaffServer } from '../../clinic/staff-route.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import { sessionRoute } from './session-route.ts'

/** Every module's staff routes. */
export async function registerStaffRoutes(server: StaffServer, runtime: Runtime): Promise<void> {
  sessionRoute(server, runtime)
}
