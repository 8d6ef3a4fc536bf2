import type { CampaignReport } from '../../../src/insights/contract/campaign-report.ts'
import { assertNever } from '../../ui/assert-never.ts'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { useSignedNumbers } from './campaign-words.ts'

/** What a campaign has proven, in one line: extra visits with their interval, or why nothing is proven. */
export function Gain({ proof }: { readonly proof: CampaignReport['proof'] | undefined }) {
  const text = useText()
  const signed = useSignedNumbers()
  if (proof === undefined) return <span aria-busy="true">…</span>
  const { verdict, extraVisits } = proof
  switch (verdict) {
    case 'gain':
    case 'loss': {
      if (extraVisits === null) return null
      const words = text('campaigns.gainVisits', {
        sign: extraVisits.value < 0 ? '−' : '+',
        count: Math.abs(Math.round(extraVisits.value)),
        low: signed.plain(extraVisits.low),
        high: signed.plain(extraVisits.high),
      })
      return <Status look={verdict === 'gain' ? 'done' : 'attention'} word={words} />
    }
    case 'not_proven':
      return <Status look="waiting" word={text('campaigns.gainNotProven')} />
    case 'too_few':
      return <Status look="waiting" word={text('campaigns.gainTooFew')} />
    case 'no_hold_out':
      return <Status look="conditional" word={text('campaigns.gainNoHoldOut')} />
    default:
      return assertNever(verdict)
  }
}
