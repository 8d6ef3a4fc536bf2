import { assertNever } from '../../platform/rules/assert-never.ts'
import type { NextStep } from '../contract/due-list.ts'
import type { DueWords } from './due-words.ts'

/** What happens next, and when, in one line; the console says it in the same words. */
export function sayNextStep(next: NextStep, text: DueWords): string {
  switch (next.kind) {
    case 'silent':
      return text('nextSilent', { kind: next.silence, who: next.recalledBy ?? '' })
    case 'resumes':
      return text('nextResumes', { at: next.at.text })
    case 'visit':
      return text(next.isUnclear ? 'nextVisitUnclear' : 'nextVisit', { at: next.at.text })
    case 'answer':
      return text('nextAnswer')
    case 'message':
      return text(next.channel === 'sms' ? 'nextSms' : 'nextEmail', { at: next.at.text })
    case 'hold_out':
      return text('nextHoldOut')
    case 'held':
      return next.at === null ? text('nextHeld') : `${text('nextHeld')} · ${next.at.text}`
    case 'planned':
      return text('nextPlanned', { at: next.at.text })
    case 'over':
      return text('nextOver', { state: next.state })
    case 'nothing':
      return text('nextNothing')
    default:
      return assertNever(next)
  }
}
