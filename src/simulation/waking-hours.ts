/** The first moment at or after `at` when people are awake and read their messages: 07:00 to 22:00 on their wall. */
export function whenAwake(at: Temporal.Instant, zone: string, minute: number): Temporal.Instant {
  const local = at.toZonedDateTimeISO(zone)
  if (local.hour >= 7 && local.hour < 22) return at
  const day = local.hour < 7 ? local.toPlainDate() : local.toPlainDate().add({ days: 1 })
  return day.toZonedDateTime({ timeZone: zone, plainTime: { hour: 7, minute } }).toInstant()
}
