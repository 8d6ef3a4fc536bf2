import type { Say } from './words.ts'

/** "Wizyta kontrolna, 30 minut"; a visit without a named service is just a visit. */
export function whatWords(
  say: Say,
  { service, minutes }: { readonly service: string | null; readonly minutes: number },
): string {
  return say('common.what', { service: service ?? say('common.visit'), minutes })
}

/** What a calendar says of the visit: the clinic, never the service, because calendars are shared. */
export function calendarWords(
  say: Say,
  { clinic, phone }: { readonly clinic: string; readonly phone: string | null },
): { readonly title: string; readonly text: string | null } {
  return { title: say('file.title', { clinic }), text: phone === null ? null : say('file.text', { phone }) }
}
