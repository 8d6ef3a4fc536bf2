import { campaignRoutes } from '../../campaigns/routes.ts'
import type { StaffServer } from '../../clinic/staff-route.ts'
import { conversationRoutes } from '../../conversations/routes.ts'
import { auditRoutes } from '../../insights/routes/audit.ts'
import { campaignReportRoutes } from '../../insights/routes/campaign-report.ts'
import { dueListRoutes } from '../../insights/routes/due-list.ts'
import { dueViewRoutes } from '../../insights/routes/due-views.ts'
import { guidedStartRoutes } from '../../insights/routes/guided-start.ts'
import { patientRoutes } from '../../insights/routes/patients.ts'
import { todayRoutes } from '../../insights/routes/today.ts'
import { practiceSystemRoutes } from '../../integrations/practice-system/routes.ts'
import { changeChannelRoutes } from '../../outreach/routes/change-channels.ts'
import { channelRoutes } from '../../outreach/routes/channels.ts'
import { duplicateRoutes } from '../../patients/duplicate-routes.ts'
import { patientSearchRoutes, patientTagRoutes } from '../../patients/routes.ts'
import { loadRecallPacks } from '../../recall/packs/load-recall-packs.ts'
import { cleanupRoutes, driftReasonRoutes } from '../../recall/routes/cleanup.ts'
import {
  recallArrangementRoutes,
  recallExplanationRoute,
  recallRoutes,
  unclearVisitsRoute,
} from '../../recall/routes/patient-recalls.ts'
import { recallTypeRoutes } from '../../recall/routes/recall-types.ts'
import { schedulingRoutes } from '../../scheduling/routes.ts'
import { scheduleRoutes } from '../../scheduling/schedule-routes.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import { loadOutreachPacks } from '../worker/load-packs.ts'
import { sessionRoute } from './session-route.ts'

/** Every module's staff routes. `publicUrl` is asked for when it is needed: the port is known only after listening. */
export async function registerStaffRoutes(
  server: StaffServer,
  runtime: Runtime,
  publicUrl: () => string,
): Promise<void> {
  const words = await loadOutreachPacks()
  sessionRoute(server, runtime)
  todayRoutes(server)
  conversationRoutes(server, words)
  dueListRoutes(server)
  dueViewRoutes(server)
  recallRoutes(server)
  recallArrangementRoutes(server)
  recallExplanationRoute(server)
  unclearVisitsRoute(server)
  cleanupRoutes(server)
  driftReasonRoutes(server)
  recallTypeRoutes(server, await loadRecallPacks())
  schedulingRoutes(server)
  channelRoutes(server, publicUrl)
  changeChannelRoutes(server, { secret: runtime.config.secret, log: runtime.log })
  scheduleRoutes(server)
  practiceSystemRoutes(server)
  patientSearchRoutes(server)
  patientTagRoutes(server)
  patientRoutes(server, words)
  duplicateRoutes(server)
  campaignRoutes(server, { ...words, publicUrl })
  campaignReportRoutes(server)
  auditRoutes(server)
  guidedStartRoutes(server, publicUrl)
}
