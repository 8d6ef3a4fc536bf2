import { at } from './json.ts'
import type { Reading } from './reading.ts'

/** The day of `<stem>DateTime`, `<stem>Period` or `<stem>Timing`: the first on which the thing is to be done. */
export function plannedDay(
  reading: Reading,
  holder: unknown,
  { stem, field }: { readonly stem: 'scheduled' | 'occurrence'; readonly field: string },
): string | null {
  return (
    reading.day(at(holder, `${stem}DateTime`), `${field}DateTime`) ??
    reading.day(at(holder, `${stem}Period`, 'start'), `${field}Period.start`) ??
    reading.day(at(holder, `${stem}Timing`, 'event', 0), `${field}Timing.event[0]`) ??
    reading.day(
      at(holder, `${stem}Timing`, 'repeat', 'boundsPeriod', 'start'),
      `${field}Timing.repeat.boundsPeriod.start`,
    )
  )
}
