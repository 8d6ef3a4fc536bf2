import type { When } from '../../../src/platform/contract/when.ts'

// “Thu 26 Nov 10:00”: three words of the day (a fourth in another year), then the time, which may have several words.
const dayWords = 3

/** The time alone when the moment is on the same day as now, else the whole of it. Only the server knows the zone. */
export function shortWhen(at: When, now: When): string {
  const words = at.text.split(' ')
  const nowWords = now.text.split(' ')
  const isToday = nowWords.slice(0, dayWords).every((word, index) => word === words[index])
  return isToday ? words.slice(dayWords).join(' ') : at.text
}

/** True where the server says since which day, not for how long: “Mon 23 Nov” instead of “18 min”. */
export function isDay(waitingText: string, since: When): boolean {
  return since.text.startsWith(waitingText)
}
