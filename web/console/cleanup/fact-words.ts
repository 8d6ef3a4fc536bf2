import type { CleanupFact, CleanupRow } from '../../../src/recall/contract/cleanup.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { useText } from '../messages/use-text.ts'

/** What is the matter with a record, in one line. */
export function useFactWords(): (fact: CleanupFact) => string {
  const text = useText()
  const numbers = useNumbers()
  return (fact) => {
    switch (fact.kind) {
      case 'duplicate':
        return fact.isCertain
          ? text('cleanup.factCertain', { name: fact.otherName, number: fact.otherNumber })
          : text('cleanup.factDuplicate', {
              name: fact.otherName,
              number: fact.otherNumber,
              // Only a person knows; a hundred percent would pretend to.
              likelihood: numbers.percent(Math.min(0.99, fact.likelihood)),
            })
      case 'no_contact':
        return fact.wrong === 0
          ? text('cleanup.factNoContact')
          : text('cleanup.factNoneWorks', { count: fact.wrong })
      case 'invalid_contact':
        return fact.reason === 'wrong_person'
          ? text('cleanup.factWrongPerson', { shown: fact.shown })
          : text('cleanup.factInvalid', { shown: fact.shown })
      case 'no_last_visit':
        return text('cleanup.factNoVisit', { since: fact.since.text })
      case 'unclear_visit':
        return text('cleanup.factUnclear', { at: fact.at.text, type: fact.typeName })
      case 'no_birth_date':
        return fact.lastVisit === null
          ? text('cleanup.factNoBirthDate')
          : text('cleanup.factLastVisit', { date: fact.lastVisit.text })
      case 'drift':
        return text('cleanup.factAway', { months: fact.monthsAway, date: fact.lastVisit.text })
    }
  }
}

/** “12 days left”, “3 days late”; nothing where nobody has it. */
export function useDeadlineWords(): (row: Pick<CleanupRow, 'daysLeft'>) => string {
  const text = useText()
  return ({ daysLeft }) => {
    if (daysLeft === null) return ''
    return daysLeft < 0
      ? text('cleanup.daysLate', { count: -daysLeft })
      : text('cleanup.daysLeft', { count: daysLeft })
  }
}
