import type { SimulationRoom } from './simulation-room.ts'

/** Something that is done every day at the same times. */
export interface DailyDuty {
  /** Wall-clock times, "HH:MM". */
  readonly at: readonly string[]
  /** Sorts duties of the same time. */
  readonly name: string
  readonly isOnWeekdays?: boolean
  readonly work: (day: Temporal.PlainDate) => Promise<void>
}

/** Puts the duties of each day into the queue when it begins, from the clock's day to the room's end. */
export function planDays(room: SimulationRoom, duties: readonly DailyDuty[]): void {
  const { queue, clinic, clock, end } = room
  const moment = (day: Temporal.PlainDate, plainTime: string): number =>
    day.toZonedDateTime({ timeZone: clinic.zone, plainTime }).epochMilliseconds
  const plan = (day: Temporal.PlainDate): void => {
    const begin = moment(day, '00:00')
    if (begin >= end.epochMilliseconds) return
    for (const { at, name, isOnWeekdays, work } of duties) {
      if (isOnWeekdays === true && day.dayOfWeek > 5) continue
      for (const time of at)
        queue.push({ at: moment(day, time), key: `${name} ${time}`, run: async () => work(day) })
    }
    queue.push({
      at: moment(day.add({ days: 1 }), '00:00'),
      key: '0 day',
      run: async () => plan(day.add({ days: 1 })),
    })
  }
  plan(clock.now().toZonedDateTimeISO(clinic.zone).toPlainDate())
}

export function wholeHours(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${String(from + index).padStart(2, '0')}:00`)
}
