import { readClinic } from '../clinic/read-clinic.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { linkMarker } from '../outreach/queue-messages.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { ageOn, formatAge } from '../platform/i18n/format-number.ts'
import { formatDate, formatTime, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { ThreadEntry, ThreadPage } from './contract.ts'
import { threadEventKeys } from './contract.ts'
import { threadLine } from './list-threads.ts'
import { mayWrite } from './may-write.ts'
import { isAnswer } from './rules/is-answer.ts'
import { snoozeChoices } from './rules/snooze-choices.ts'
import {
  type HistoryRow,
  readHistory,
  readStaffNames,
  readThreadPeople,
  type ThreadPerson,
} from './store/history.ts'
import { readInboxRow } from './store/inbox.ts'
import { hasEndedMessages, readLastHeard } from './store/standing.ts'

/** One thread with everything said at its address; null when there is none of this id. */
export async function readThread(
  db: ModuleDb<'conversations'>,
  {
    threadId,
    reading,
    rules,
  }: { readonly threadId: string; readonly reading: Reading; readonly rules: ContactRules },
): Promise<ThreadPage | null> {
  const row = await readInboxRow(db, threadId)
  if (row === null) return null
  const clinic = await readClinic(db.as('clinic'))
  const people = await readThreadPeople(db, row.contactPointId)
  const person = people.find((one) => one.id === row.patientId) ?? people[0]
  const isEnded = await hasEndedMessages(db, row)
  const isReply = isAnswer({ ...row, heardAt: await readLastHeard(db, row.id) }, db.now)
  const [may] =
    person === undefined || isReply ? [] : await mayWrite(db, rules, [{ ...row, patientId: person.id }])
  const refusal = may?.refusal ?? null
  const history = await readHistory(db, row)
  return {
    thread: threadLine(row, reading, db.now),
    language: person?.language ?? clinic.language,
    people: people.map((one) => personLine(one, reading, db.now)),
    mayAnswer: person !== undefined && !isEnded && refusal === null,
    hasEndedMessages: isEnded,
    refusal,
    entries: history.map((entry) => entryLine(entry, reading, db.now)),
    staff: [...(await readStaffNames(db))],
    snoozes: snoozeChoices(db.now, reading.zone).map(({ key, until }) => ({
      key,
      until: when(until, reading, db.now),
    })),
  }
}

function personLine(
  one: ThreadPerson,
  reading: Reading,
  now: Temporal.Instant,
): ThreadPage['people'][number] {
  const today = now.toZonedDateTimeISO(reading.zone).toPlainDate()
  return {
    id: one.id,
    name: one.name,
    age: one.birthDate === null ? null : formatAge(ageOn(one.birthDate, today), reading),
    nextVisit:
      one.visitId === null || one.visitAt === null
        ? null
        : {
            id: one.visitId,
            at: when(one.visitAt, reading, now),
            service: one.service,
            isConfirmed: one.confirmation === 'confirmed',
          },
  }
}

function entryLine(row: HistoryRow, reading: Reading, now: Temporal.Instant): ThreadEntry {
  const key = threadEventKeys.find((one) => one === row.text)
  const isEvent = row.direction === 'event' && key !== undefined
  return {
    id: row.id,
    kind: row.direction,
    // The link's secret is stored nowhere; what stands for it is shown as what it was.
    text: isEvent ? '' : row.text.replaceAll(linkMarker, '…'),
    at: when(row.at, reading, now),
    time: formatTime(row.at, reading),
    day: formatDate(row.at, reading, now),
    event: isEvent ? { key, visitAt: row.visitAt === null ? null : when(row.visitAt, reading, now) } : null,
    understood: row.direction === 'in' ? understoodAs(row.understood) : null,
    by: row.direction === 'out' ? writerOf(row) : null,
    delivery: row.direction === 'out' ? deliveryOf(row) : null,
    messageId: row.messageId,
  }
}

function understoodAs(understood: HistoryRow['understood']): ThreadEntry['understood'] {
  if (understood === null) return null
  const text = (name: string): string | null => {
    const value = understood[name]
    return typeof value === 'string' ? value : null
  }
  return { intent: text('intent') ?? 'unknown', digit: text('digit'), language: text('language') }
}

function writerOf(row: HistoryRow): ThreadEntry['by'] {
  if (row.staffName !== null) return { kind: 'staff', name: row.staffName }
  if (row.campaignId !== null && row.campaignName !== null) {
    return { kind: 'campaign', campaignId: row.campaignId, name: row.campaignName }
  }
  return row.origin === 'visits' ? { kind: 'visit' } : { kind: 'itself' }
}

function deliveryOf(row: HistoryRow): ThreadEntry['delivery'] {
  switch (row.state) {
    case null:
      return null
    case 'queued':
    case 'submitting':
      return 'queued'
    case 'withheld':
    case 'expired':
      return 'withheld'
    case 'failed':
      return 'failed'
    case 'ambiguous':
      return 'uncertain'
    case 'accepted':
      return row.delivery === 'delivered' ? 'delivered' : row.delivery === 'failed' ? 'failed' : 'sent'
  }
}
