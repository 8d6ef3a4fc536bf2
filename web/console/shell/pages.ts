import { audiencesPage } from '../audiences/audiences-page.ts'
import { auditPage } from '../audit/audit-page.ts'
import { campaignsPage } from '../campaigns/campaigns-page.ts'
import { channelsPage } from '../channels/channels-page.ts'
import { cleanupPage } from '../cleanup/cleanup-page.ts'
import { dueListPage } from '../due-list/due-list-page.ts'
import { inboxPage } from '../inbox/inbox-page.ts'
import { patientsPage } from '../patients/patients-page.ts'
import { recallTypesPage } from '../recall-types/recall-types-page.ts'
import { servicesPage } from '../services/services-page.ts'
import { startPage } from '../start/start-page.ts'
import { todayPage } from '../today/today-page.ts'
import type { ConsolePage } from './console-page.ts'

// The pages that exist, in the order of the menu. A page folder adds its one line here.
export const pages: readonly ConsolePage[] = [
  todayPage,
  inboxPage,
  dueListPage,
  patientsPage,
  cleanupPage,
  campaignsPage,
  audiencesPage,
  auditPage,
  recallTypesPage,
  channelsPage,
  servicesPage,
  startPage,
]
