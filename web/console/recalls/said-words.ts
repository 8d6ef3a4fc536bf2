import type { PatientCard } from '../../../src/insights/contract/patient-card.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import type { Silence } from './recall-subject.ts'

type Arranged = NonNullable<PatientCard['recalls'][number]['arranged']>

interface Said {
  readonly by: string
  readonly reason: string
  readonly at: { readonly text: string }
  readonly until?: { readonly text: string } | null
  readonly holds?: Arranged['holds']
}

/** Who said it, when, why, and until when: “Ewa Zając, 22 Nov 2026: “…”, until 30 Jun 2027”. */
export function useSaidWords(): (said: Said) => string {
  const text = useText()
  return ({ by, reason, at, until = null, holds = 'always' }) => {
    const words = { name: by, at: at.text, reason }
    if (until !== null) return text('recalls.saidUntil', { ...words, until: until.text })
    return text(holds === 'round' ? 'recalls.saidRound' : 'recalls.said', words)
  }
}

/** What an arrangement about inviting says. */
export function useSilenceWords(): (silence: Silence) => string {
  const text = useText()
  const numbers = useNumbers()
  const { clinic } = useSession()
  return ({ kind, amountMinor, recalledBy, isSilent }) => {
    const words = text('recalls.silent', {
      kind,
      amount: numbers.money(amountMinor ?? 0, clinic.currency),
      who: recalledBy ?? '',
    })
    return isSilent ? words : `${words} (${text('recalls.silentNoMore')})`
  }
}
