// The times to which a thread can be put off at a key press. Invariants: every choice lies ahead of now; no two are the
// same moment; mornings and evenings are those of the clinic's own clock, daylight saving included.

export const snoozeKeys = ['hour', 'evening', 'tomorrow', 'monday'] as const

export interface SnoozeChoice {
  readonly key: (typeof snoozeKeys)[number]
  readonly until: Temporal.Instant
}

const morning = { hour: 8, minute: 0 }
/** When people come home from work and can be reached. */
const evening = { hour: 17, minute: 0 }
const monday = 1

export function snoozeChoices(now: Temporal.Instant, zone: string): readonly SnoozeChoice[] {
  const local = now.toZonedDateTimeISO(zone)
  const at = (days: number, time: { hour: number; minute: number }): Temporal.Instant =>
    local.toPlainDate().add({ days }).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()
  const toMonday = ((monday - local.dayOfWeek + 7) % 7) + (local.dayOfWeek === monday ? 7 : 0)
  const inAnHour = now.add({ hours: 1 })
  const thisEvening = at(0, evening)
  return [
    { key: 'hour', until: inAnHour },
    ...(Temporal.Instant.compare(thisEvening, inAnHour) > 0
      ? [{ key: 'evening' as const, until: thisEvening }]
      : []),
    { key: 'tomorrow', until: at(1, morning) },
    ...(toMonday > 1 ? [{ key: 'monday' as const, until: at(toMonday, morning) }] : []),
  ]
}
