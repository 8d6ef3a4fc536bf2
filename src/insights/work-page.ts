import type { ModuleDb } from '../platform/db/module-db.ts'
import { formatWaiting, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { mergeSpans, minuteMs, type Span } from '../scheduling/rules/span.ts'
import type { Today, WorkItem } from './contract/today.ts'
import { masked } from './patient-card.ts'
import { actionFor, answerMinutes, byUrgency, confirmByHour, dueAfter } from './rules/worklist.ts'
import { resourceDays } from './store/opening-time.ts'
import { type WorkFact, workFacts } from './store/work-items.ts'

type Db = ModuleDb<'insights'>

const workPageSize = 50

interface WorkQuestion {
  readonly reading: Reading
  readonly page: number
  /** Of the clinic. */
  readonly zone: string
}

/** One page of what needs a person, most urgent first. */
export async function workPage(db: Db, { reading, page, zone }: WorkQuestion): Promise<Today['work']> {
  const tomorrow = db.now.toZonedDateTimeISO(zone).startOfDay().add({ days: 1 })
  const facts = await workFacts(db, { from: tomorrow.toInstant(), to: tomorrow.add({ days: 1 }).toInstant() })
  const opening = facts.length === 0 ? [] : await openingAround(db, facts)
  const confirmBy = tomorrow.subtract({ days: 1 }).with({ hour: confirmByHour }).epochMilliseconds
  const dated = facts
    .map((fact) => {
      const isUrgent = fact.kind === 'thread' && fact.need === 'urgent'
      const since = fact.since.epochMilliseconds
      return { fact, id: fact.id, isUrgent, since, due: dueOf(fact, { isUrgent, since, opening, confirmBy }) }
    })
    .sort(byUrgency)
  const items = dated
    .slice((page - 1) * workPageSize, page * workPageSize)
    .map(({ fact, isUrgent, due }) =>
      present(fact, { isUrgent, due: Temporal.Instant.fromEpochMilliseconds(due) }, { reading, now: db.now }),
    )
  return { items, total: facts.length, page, pageSize: workPageSize }
}

/** When anybody is there, from the oldest item until the answers to the newest are due. */
async function openingAround(db: Db, facts: readonly WorkFact[]): Promise<readonly Span[]> {
  const oldest = Math.min(...facts.map(({ since }) => since.epochMilliseconds))
  const weekAgo = db.now.subtract({ hours: 7 * 24 }).epochMilliseconds
  const frame = { from: Math.max(oldest, weekAgo), to: db.now.add({ hours: 7 * 24 }).epochMilliseconds }
  return mergeSpans((await resourceDays(db, frame)).flatMap(({ open }) => open))
}

function dueOf(
  fact: WorkFact,
  known: {
    readonly isUrgent: boolean
    readonly since: number
    readonly opening: readonly Span[]
    readonly confirmBy: number
  },
): number {
  const { isUrgent, since, opening, confirmBy } = known
  switch (fact.kind) {
    case 'thread':
      return dueAfter(since, isUrgent ? answerMinutes.urgent : answerMinutes.thread, opening)
    case 'refused':
    case 'unanswered':
    case 'uncancelled':
    case 'copied':
    case 'uncertain':
      return dueAfter(since, answerMinutes[fact.kind], opening)
    case 'unconfirmed':
      return confirmBy
  }
}

function present(
  fact: WorkFact,
  order: { readonly isUrgent: boolean; readonly due: Temporal.Instant },
  { reading, now }: { readonly reading: Reading; readonly now: Temporal.Instant },
): WorkItem {
  const moment = (at: Temporal.Instant) => when(at, reading, now)
  return {
    id: fact.id,
    kind: fact.kind,
    need: fact.need,
    isUrgent: order.isUrgent,
    patientId: fact.patientId,
    patientName: fact.patientName,
    address: fact.patientName !== null || fact.address === null ? null : masked(fact.address),
    text: fact.text,
    visit:
      fact.startsAt === null || fact.appointmentId === null
        ? null
        : {
            appointmentId: fact.appointmentId,
            startsAt: moment(fact.startsAt),
            minutes: fact.minutes ?? 0,
            service: fact.service,
            resource: fact.resource,
            askedTimes: fact.askedTimes,
            reason: fact.reason,
          },
    message:
      fact.kind !== 'uncertain' || fact.channel === null || fact.messageKey === null
        ? null
        : {
            channel: fact.channel,
            key: fact.messageKey,
            submittedAt: fact.submittedAt === null ? null : moment(fact.submittedAt),
          },
    since: moment(fact.since),
    waitingText: formatWaiting(fact.since, reading, now),
    dueBy: moment(order.due),
    dueInMinutes: Math.round((order.due.epochMilliseconds - now.epochMilliseconds) / minuteMs),
    action: actionFor(fact.kind, fact.need),
    target: targetOf(fact),
  }
}

function targetOf({ threadId, patientId }: WorkFact): WorkItem['target'] {
  if (threadId !== null) return { page: 'thread', threadId }
  if (patientId === null) throw new Error('an item of work leads nowhere')
  return { page: 'patient', patientId }
}
