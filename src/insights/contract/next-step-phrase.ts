import { assertNever } from '../../platform/rules/assert-never.ts'
import type { NextStep } from './due-list.ts'

export type NextStepKey =
  | 'nextSilent'
  | 'nextResumes'
  | 'nextVisit'
  | 'nextVisitUnclear'
  | 'nextAnswer'
  | 'nextSms'
  | 'nextEmail'
  | 'nextHoldOut'
  | 'nextHeld'
  | 'nextPlanned'
  | 'nextOver'
  | 'nextNothing'

export interface NextStepPhrase {
  readonly key: NextStepKey
  readonly values: Readonly<Record<string, string>>
}

/** Which text says what happens next, and what it is filled with; the page and the file each have the texts. */
export function nextStepPhrase(next: NextStep): NextStepPhrase {
  switch (next.kind) {
    case 'silent':
      return { key: 'nextSilent', values: { kind: next.silence, who: next.recalledBy ?? '' } }
    case 'resumes':
      return { key: 'nextResumes', values: { at: next.at.text } }
    case 'visit':
      return { key: next.isUnclear ? 'nextVisitUnclear' : 'nextVisit', values: { at: next.at.text } }
    case 'answer':
      return { key: 'nextAnswer', values: {} }
    case 'message':
      return { key: next.channel === 'sms' ? 'nextSms' : 'nextEmail', values: { at: next.at.text } }
    case 'hold_out':
      return { key: 'nextHoldOut', values: {} }
    case 'held':
      return { key: 'nextHeld', values: {} }
    case 'planned':
      return { key: 'nextPlanned', values: { at: next.at.text } }
    case 'over':
      return { key: 'nextOver', values: { state: next.state } }
    case 'nothing':
      return { key: 'nextNothing', values: {} }
    default:
      return assertNever(next)
  }
}
