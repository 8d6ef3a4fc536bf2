import type { NextStep } from '../../../src/insights/contract/due-list.ts'
import { nextStepPhrase } from '../../../src/insights/contract/next-step-phrase.ts'
import { useText } from '../messages/use-text.ts'
import { reasonWord } from '../states/reasons.ts'

/** What happens next, and when, in one line. */
export function useNextStepWords(): (next: NextStep) => string {
  const text = useText()
  return (next) => {
    if (next.kind === 'held') {
      const reason = text(reasonWord(next.reason) ?? 'dueList.nextHeld')
      return next.at === null ? reason : text('dueList.nextHeldUntil', { reason, at: next.at.text })
    }
    const { key, values } = nextStepPhrase(next)
    return text(`dueList.${key}`, values)
  }
}
