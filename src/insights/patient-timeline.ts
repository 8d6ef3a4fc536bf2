import type { z } from 'zod'
import { linkMarker, unsubscribeMarker } from '../outreach/queue-messages.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { formatDate, formatTime, when } from '../platform/i18n/format-time.ts'
import { maskEmail, maskPhone } from '../platform/i18n/mask.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { TimelineEntry, timelineSchema } from './contract/timeline.ts'
import { kindsOfView, type TimelineKind } from './rules/timeline-kinds.ts'
import { countHistory, type HistoryEntry, type HistoryPlace, readHistory } from './store/history.ts'

type Db = ModuleDb<'insights'>

export interface TimelineQuestion {
  readonly patientId: string
  readonly view: TimelineKind
  /** `next` of the page before; undefined: the newest. */
  readonly before: string | undefined
  readonly most: number
  readonly reading: Reading
}

/** One page of a patient's history, newest first. Whether the patient exists is asked before. */
export async function patientTimeline(
  db: Db,
  question: TimelineQuestion,
): Promise<Result<z.input<typeof timelineSchema>, { kind: 'unknown_place' }>> {
  const { patientId, view, before, most, reading } = question
  const from = before === undefined ? null : placeOf(before)
  if (before !== undefined && from === null) return fail({ kind: 'unknown_place' })
  const asked = {
    patientId,
    kinds: kindsOfView[view],
    decisions: view === 'all' ? ('refusals' as const) : ('all' as const),
  }
  const found = await readHistory(db, asked, { direction: 'older', from, most: most + 1 })
  const page = found.slice(0, most)
  const last = page.at(-1)
  const { total, since } = await countHistory(db, asked)
  return ok({
    entries: page.map((entry) => presentEntry(entry, reading, db.now)),
    total,
    since: since === null ? null : when(since, reading, db.now),
    next: found.length > most && last !== undefined ? `${last.at.toString()}~${last.id}` : null,
  })
}

function placeOf(text: string): HistoryPlace | null {
  const [at, id] = text.split('~')
  if (at === undefined || id === undefined) return null
  try {
    return { at: Temporal.Instant.from(at), id }
  } catch {
    return null
  }
}

function presentEntry(entry: HistoryEntry, reading: Reading, now: Temporal.Instant): TimelineEntry {
  const moment = (at: Temporal.Instant | null) => (at === null ? null : when(at, reading, now))
  const base = {
    id: entry.id,
    at: when(entry.at, reading, now),
    time: formatTime(entry.at, reading),
    day: dayOf(entry.at, reading, now),
  }
  switch (entry.kind) {
    case 'message':
      return {
        ...entry,
        ...base,
        // The secret of a link is stored nowhere; what stands for it is shown as what it was.
        text: entry.text.replaceAll(linkMarker, '…').replaceAll(unsubscribeMarker, '…'),
        deliveredAt: moment(entry.deliveredAt),
        clickedAt: moment(entry.clickedAt),
        trace: [...entry.trace],
      }
    case 'decision':
      return { ...entry, ...base, holdUntil: moment(entry.holdUntil), trace: [...entry.trace] }
    case 'visit':
      return { ...entry, ...base, startsAt: moment(entry.startsAt) }
    case 'consent':
      return {
        ...entry,
        ...base,
        address: entry.addressKind === 'phone' ? maskPhone(entry.address) : maskEmail(entry.address),
      }
    case 'received':
      return { ...entry, ...base }
    case 'enrolment':
      return { ...entry, ...base }
    case 'change':
      return { ...entry, ...base }
  }
}

function dayOf(at: Temporal.Instant, reading: Reading, now: Temporal.Instant): TimelineEntry['day'] {
  const day = at.toZonedDateTimeISO(reading.zone).toPlainDate()
  const ago = day.until(now.toZonedDateTimeISO(reading.zone).toPlainDate()).days
  const relative = ago === 0 ? 'today' : ago === 1 ? 'yesterday' : null
  return { key: day.toString(), text: formatDate(at, reading, now), relative }
}
