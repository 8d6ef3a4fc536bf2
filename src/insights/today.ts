import type { z } from 'zod'
import { plannedAhead } from '../campaigns/planned-ahead.ts'
import { campaignIdOf } from '../campaigns/rules/origins.ts'
import type { Reader } from '../clinic/staff-reading.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { formatLongDay, formatTime, when } from '../platform/i18n/format-time.ts'
import { localeOf, type Reading } from '../platform/i18n/reading.ts'
import { cleanupDeadlines } from '../recall/cleanup-deadlines.ts'
import { countAnswered } from '../recall/count-answered.ts'
import { clipSpans, mergeSpans, minuteMs, type Span } from '../scheduling/rules/span.ts'
import type { todaySchema } from './contract/today.ts'
import { begun } from './store/begun.ts'
import { byItselfSince, type Welcome, welcomeBack } from './store/day-facts.ts'
import { type ResourceDay, resourceDays } from './store/opening-time.ts'
import { queuedBatches } from './store/queued-batches.ts'
import { standingMessages } from './store/standing-messages.ts'
import { workPage } from './work-page.ts'

type Db = ModuleDb<'insights'>
type Page = z.input<typeof todaySchema>

const eveningHour = 18
/** How far ahead the next batches are told, and how many enrolments are asked about. */
const ahead = { hours: 24, enrolments: 1000, batches: 12 }
const awayMonths = 12

/** What needs a person now, and what ran and will run by itself. */
export async function today(db: Db, { clinic, reading }: Reader, page: number): Promise<Page> {
  const local = db.now.toZonedDateTimeISO(clinic.zone)
  const from = local.startOfDay()
  const to = from.add({ days: 1 })
  const frame = { from: from.epochMilliseconds, to: to.epochMilliseconds }
  const since = from.subtract({ days: 1 }).with({ hour: eveningHour }).toInstant()
  const resources = await resourceDays(db, frame)
  const month = {
    from: local.toPlainDate().with({ day: 1 }),
    to: local.toPlainDate().with({ day: local.daysInMonth }),
  }
  return {
    now: when(db.now, reading, db.now),
    nowMinutes: local.hour * 60 + local.minute,
    longDay: formatLongDay(db.now, reading),
    work: await workPage(db, { reading, page, zone: clinic.zone }),
    standing: (await standingMessages(db)).map(({ since: oldest, ...batch }) => ({
      ...batch,
      since: when(oldest, reading, db.now),
    })),
    cleanup: [...(await cleanupDeadlines(db.as('recall'), reading))],
    byItself: { since: when(since, reading, db.now), ...(await byItselfSince(db, since)) },
    next: await nextBatches(db, reading),
    welcome: (
      await welcomeBack(
        db,
        { from: from.toInstant(), to: to.toInstant() },
        local.subtract({ months: awayMonths }).toInstant(),
      )
    ).map((visit) => welcomeOf(visit, reading, db.now)),
    chairs: chairsOf(resources, frame),
    recalled: { month: monthName(month.from, reading), ...(await countAnswered(db.as('recall'), month)) },
    begun: await begun(db),
  }
}

function monthName(day: Temporal.PlainDate, reading: Reading): string {
  return new Intl.DateTimeFormat(localeOf(reading), { month: 'long', timeZone: 'UTC' }).format(
    day.toZonedDateTime('UTC').epochMilliseconds,
  )
}

/** What waits in the outbox, then what the sequences will ask for; the gate still decides about each. */
async function nextBatches(db: Db, reading: Reading): Promise<Page['next']> {
  const until = db.now.add({ hours: ahead.hours })
  const names = new Map(
    (
      await db.read
        .selectFrom('campaigns.campaign')
        .select(['id', 'name'])
        .where('clinic_id', '=', db.clinicId)
        .execute()
    ).map(({ id, name }) => [id, name]),
  )
  const campaignOf = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  const queued = (await queuedBatches(db, until)).map((batch) => {
    const campaign = campaignOf(campaignIdOf(batch.origin))
    const about =
      campaign !== null
        ? ('campaign' as const)
        : batch.origin === 'replies'
          ? ('replies' as const)
          : ('visits' as const)
    return { ...batch, campaign, about, isQueued: true, isAtLeast: false }
  })
  const planned = (await plannedAhead(db.as('campaigns'), { until, most: ahead.enrolments })).map(
    (batch) => ({
      ...batch,
      campaign: campaignOf(batch.campaignId),
      about: batch.campaignId === null ? ('visits' as const) : ('campaign' as const),
      costMinor: null,
      isQueued: false,
    }),
  )
  return [...queued, ...planned]
    .sort((one, other) => Temporal.Instant.compare(one.at, other.at))
    .slice(0, ahead.batches)
    .map(({ at, ...batch }) => ({ ...batch, at: when(at, reading, db.now), time: formatTime(at, reading) }))
}

function welcomeOf(visit: Welcome, reading: Reading, now: Temporal.Instant): Page['welcome'][number] {
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(reading.zone).toPlainDate()
  const { startsAt, lastVisit, ...rest } = visit
  return {
    ...rest,
    startsAt: when(startsAt, reading, now),
    time: formatTime(startsAt, reading),
    monthsAway: day(lastVisit).until(day(startsAt), { largestUnit: 'months' }).months,
  }
}

function chairsOf(resources: readonly ResourceDay[], frame: Span): Page['chairs'] {
  const rows = resources
    .filter(({ open, booked }) => open.length + booked.length > 0)
    .map((resource) => chairOf(resource, frame))
  return {
    rows,
    openMinutes: rows.reduce((sum, row) => sum + row.openMinutes, 0),
    bookedMinutes: rows.reduce((sum, row) => sum + row.bookedMinutes, 0),
  }
}

/** Booked time outside opening hours counts as open: somebody opened for it. */
function chairOf({ id, name, open, booked }: ResourceDay, frame: Span): Page['chairs']['rows'][number] {
  const busy = clipSpans(mergeSpans(booked), frame)
  const openMinutes = minutesIn(mergeSpans([...open, ...busy]))
  const bookedMinutes = minutesIn(busy)
  const place = ({ from, to }: Span) => ({
    from: Math.round((from - frame.from) / minuteMs),
    to: Math.round((to - frame.from) / minuteMs),
  })
  return {
    resourceId: id,
    name,
    open: open.map(place),
    booked: booked.flatMap(({ isFromRecall, ...span }) =>
      clipSpans([span], frame).map((clipped) => ({ ...place(clipped), isFromRecall })),
    ),
    openMinutes,
    bookedMinutes,
    freeMinutes: openMinutes - bookedMinutes,
  }
}

function minutesIn(spans: readonly Span[]): number {
  return Math.round(spans.reduce((sum, { from, to }) => sum + to - from, 0) / minuteMs)
}
