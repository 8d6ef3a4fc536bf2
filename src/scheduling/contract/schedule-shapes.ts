import { z } from 'zod'
import { areHours, clockPattern, closeAfterTheyOpen, dayNames, doNotOverlap } from '../rules/weekly-plan.ts'

// What a schedule may say, wherever it is said: in a schedule file and in the console. Reasons are read by whoever writes a file.

export const scheduleKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be a short key: a-z, 0-9, - and _')

const hours = z
  .string()
  .refine(areHours, 'must look like 08:00-16:00')
  .refine(closeAfterTheyOpen, 'must close after it opens')

/** Wall-clock hours by weekday; a day that is left out is closed. */
export const weekPlan = z.partialRecord(
  z.enum(dayNames),
  z.array(hours).refine(doNotOverlap, 'hours of one day overlap'),
)

/** What visits are about, e.g. cardiology; audiences ask by it. */
export const speciality = z.string().trim().min(1).max(80)

export const resourceKind = z.enum(['practitioner', 'chair', 'room'])

/** As patients read it. */
export const scheduleName = z.string().trim().min(1).max(120)

export const serviceFields = {
  name: scheduleName,
  minutes: z.int().min(5).max(600),
  /** By patients themselves. */
  bookable: z.boolean().default(true),
  /** Usual value of one visit in the clinic's currency, for what recall brought. */
  value: z.number().min(0).max(1_000_000).optional(),
  speciality: speciality.optional(),
}

const localDay = z.iso.date('must look like 2026-12-24')
const localMoment = z.union([
  localDay,
  z
    .string()
    .regex(
      new RegExp(`^\\d{4}-\\d{2}-\\d{2}[T ]${clockPattern}$`),
      'must look like 2026-12-24 or 2026-12-24T13:00',
    ),
])

/** A time at which everybody, or only some, are away; `resource` is how the writer names one. */
export function closureShape<Resource extends z.ZodType<string>>(resource: Resource) {
  return z
    .strictObject({
      date: localDay.optional(),
      from: localMoment.optional(),
      /** A day is closed to its end; a moment is the first open one. */
      to: localMoment.optional(),
      label: z.string().trim().max(120).optional(),
      resources: z.array(resource).min(1).optional(),
    })
    .refine((one) => (one.date !== undefined) !== (one.from !== undefined && one.to !== undefined), {
      message: 'needs either date, or from and to',
    })
    .refine((one) => one.from === undefined || one.to === undefined || endsAfterItBegins(one.from, one.to), {
      message: 'ends before it begins',
      path: ['to'],
    })
}

/** A day as an end is closed to its end, so that it may be the day of the beginning. */
function endsAfterItBegins(from: string, to: string): boolean {
  const isDay = to.length === 10
  return isDay ? from.slice(0, 10) <= to : from.slice(0, 16).replace(' ', 'T') < to.replace(' ', 'T')
}
