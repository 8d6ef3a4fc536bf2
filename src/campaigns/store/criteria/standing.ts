import { sql } from 'kysely'

/**
 * A patient's visits at a glance as criteria read them: columns of `s`, recall.standing left-joined to the patient. Who has
 * neither a kept nor a missed visit has no row there.
 */
export const standing = {
  lastVisitAt: sql`s.last_visit_at`,
  valueMinor: sql`coalesce(s.value_minor, 0)`,
  noShows: sql`s.no_shows`,
  lastNoShowAt: sql`s.last_no_show_at`,
  onlyEmergency: sql`s.only_emergency`,
} as const
