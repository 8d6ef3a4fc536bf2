import type { AuditPage } from '../../../src/insights/contract/audit-page.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'

type UnderWay = NonNullable<AuditPage['measuring']>

/** How far a measurement is, in words. */
export function useProgressWords() {
  const text = useText()
  return {
    title: ({ state, step, steps, stepName }: UnderWay): string => {
      if (state === 'waiting') return text('audit.waits')
      if (stepName === null) return text('audit.begins')
      return text('audit.measuring', { step, steps, what: text(stepWord(stepName)) })
    },
    since: ({ since, by }: UnderWay): string => text('audit.since', { at: since.text, by }),
  }
}

function stepWord(step: NonNullable<UnderWay['stepName']>): MessageKey {
  switch (step) {
    case 'due':
      return 'audit.stepDue'
    case 'returns':
      return 'audit.stepReturns'
    case 'lapsed':
      return 'audit.stepLapsed'
    case 'records':
      return 'audit.stepRecords'
    default:
      return assertNever(step)
  }
}
