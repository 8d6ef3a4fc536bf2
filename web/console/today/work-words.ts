import type { WorkItem } from '../../../src/insights/contract/today.ts'
import type { When } from '../../../src/platform/contract/when.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { shortWhen } from './clock-words.ts'

type Say = ReturnType<typeof useText>
type Visit = NonNullable<WorkItem['visit']>

export const actionWords = {
  call: 'today.actionCall',
  reply: 'today.actionReply',
  choose_time: 'today.actionChooseTime',
  check: 'today.actionCheck',
} as const satisfies Readonly<Record<WorkItem['action'], MessageKey>>

/** What one line of the worklist says, in words. */
export function useWorkWords() {
  const text = useText()
  return {
    /** The matter: “Wrote ‘…’”, “Check-up: Thu 26 Nov 10:00, 30 min”. */
    what: (item: WorkItem): string => what(text, item),
    /** The small line below: why it is here. */
    small: (item: WorkItem): string | undefined => small(text, item),
    /** “Check-up: Thu 26 Nov 10:00, 30 min”. */
    visit: (visit: Visit): string => visitWords(text, visit),
    /** By when: “in 9 min”, “by 14:00”, “12 min late”. */
    due: ({ dueInMinutes, dueBy }: WorkItem, now: When): string => {
      if (dueInMinutes <= -60) return text('today.lateSince', { at: shortWhen(dueBy, now) })
      if (dueInMinutes < 0) return text('today.late', { minutes: -dueInMinutes })
      if (dueInMinutes < 60) return text('today.dueIn', { minutes: dueInMinutes })
      return text('today.dueBy', { at: shortWhen(dueBy, now) })
    },
  }
}

function what(text: Say, item: WorkItem): string {
  const { kind, visit, message } = item
  switch (kind) {
    case 'thread':
      return item.text ? text('today.wrote', { text: item.text }) : text('today.wroteSomething')
    case 'unconfirmed':
      return visit ? visitWords(text, visit) : text('today.visit')
    case 'refused':
      return visit ? text('today.refused', { at: visit.startsAt.text }) : text('today.refusedOnce')
    case 'unanswered':
      return visit ? text('today.unanswered', { at: visit.startsAt.text }) : text('today.visit')
    case 'uncancelled':
      return visit ? text('today.uncancelled', { at: visit.startsAt.text }) : text('today.visit')
    case 'copied':
      return visit ? text('today.copied', { at: visit.startsAt.text }) : text('today.visit')
    case 'uncertain':
      return message ? text('today.uncertain', { channel: message.channel }) : text('today.uncertainOnce')
    default:
      return assertNever(kind)
  }
}

function small(text: Say, item: WorkItem): string | undefined {
  const { kind, visit, message } = item
  switch (kind) {
    case 'thread':
      if (item.isUrgent) return text('today.urgentSymptom')
      if (visit) return text('today.hasVisit', { at: visit.startsAt.text })
      return item.patientId === null ? text('today.nobodyOnRecord') : undefined
    case 'unconfirmed':
      return visit ? text('today.asked', { count: visit.askedTimes }) : undefined
    case 'refused':
      return visit?.reason
        ? text('today.refusedBecause', { reason: visit.reason })
        : text('today.refusedHelp')
    case 'unanswered':
      return text('today.unansweredHelp')
    case 'uncancelled':
      return text('today.uncancelledHelp')
    case 'copied':
      return text('today.copiedHelp')
    case 'uncertain':
      return message?.submittedAt ? text('today.handedOver', { at: message.submittedAt.text }) : undefined
    default:
      return assertNever(kind)
  }
}

function visitWords(text: Say, { startsAt, minutes, service }: Visit): string {
  const values = { at: startsAt.text, minutes }
  return service === null ? text('today.visitAt', values) : text('today.serviceAt', { ...values, service })
}
