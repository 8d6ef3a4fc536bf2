import type { OutreachPacks } from '../outreach/compose-message.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import type { MovableClock } from '../platform/clock/clock.ts'
import type { Database } from '../platform/db/database.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import type { EventQueue } from './event-queue.ts'
import type { SyntheticClinic } from './synthetic-clinic.ts'

/** What everything that happens in simulated time shares. */
export interface SimulationRoom {
  readonly db: Database
  readonly clock: MovableClock
  readonly clinicId: ClinicId
  readonly clinic: SyntheticClinic
  readonly queue: EventQueue
  readonly packs: OutreachPacks
  readonly rules: ContactRules
  /** Base of patient links. */
  readonly publicUrl: string
  /** The simulation ends here; nothing later happens. */
  readonly end: Temporal.Instant
}
