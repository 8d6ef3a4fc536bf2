import type { NextStep } from '../../../src/insights/contract/due-list.ts'
import { assertNever } from '../../ui/assert-never.ts'
import { useText } from '../messages/use-text.ts'
import { reasonWord } from '../states/reasons.ts'

/** What happens next, and when, in one line. */
export function useNextStepWords(): (next: NextStep) => string {
  const text = useText()
  return (next) => {
    switch (next.kind) {
      case 'silent':
        return text('dueList.nextSilent', { kind: next.silence, who: next.recalledBy ?? '' })
      case 'resumes':
        return text('dueList.nextResumes', { at: next.at.text })
      case 'visit':
        return text(next.isUnclear ? 'dueList.nextVisitUnclear' : 'dueList.nextVisit', { at: next.at.text })
      case 'answer':
        return text('dueList.nextAnswer')
      case 'message':
        return text(next.channel === 'sms' ? 'dueList.nextSms' : 'dueList.nextEmail', { at: next.at.text })
      case 'hold_out':
        return text('dueList.nextHoldOut')
      case 'held': {
        const reason = text(reasonWord(next.reason) ?? 'dueList.nextHeld')
        return next.at === null ? reason : text('dueList.nextHeldUntil', { reason, at: next.at.text })
      }
      case 'planned':
        return text('dueList.nextPlanned', { at: next.at.text })
      case 'over':
        return text('dueList.nextOver', { state: next.state })
      case 'nothing':
        return text('dueList.nextNothing')
      default:
        return assertNever(next)
    }
  }
}
