import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import shared from '../../audiences/audiences.module.css'
import { LeftOut } from '../../audiences/LeftOut.tsx'
import { useRichText, useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { AudienceSentence } from './AudienceSentence.tsx'
import classes from './builder.module.css'
import { SavedAudience } from './SavedAudience.tsx'
import type { useAudienceCount } from './use-audience-count.ts'
import type { Draft } from './use-draft.ts'

export type CountedAudience = ReturnType<typeof useAudienceCount>

interface AudienceSectionProps {
  readonly campaignId: string
  readonly draft: Draft
  readonly audience: CountedAudience
}

/** Who is asked, as a sentence, and how many that is right now. */
export function AudienceSection({ campaignId, draft, audience }: AudienceSectionProps) {
  const text = useText()
  return (
    <div className={classes['audience']}>
      <Section title={text('campaigns.audience')}>
        <AudienceSentence
          audience={draft.document.audience}
          onChange={(next) => draft.change({ ...draft.document, audience: next })}
        />
        <SavedAudience
          campaignId={campaignId}
          kind={draft.document.kind}
          audience={draft.document.audience}
          onChange={(next) => draft.change({ ...draft.document, audience: next })}
        />
        {audience.error ? (
          <LoadFailure
            title={text('campaigns.countFailed')}
            error={audience.error}
            onRetry={audience.retry}
          />
        ) : (
          <LiveCount audience={audience} />
        )}
      </Section>
    </div>
  )
}

function LiveCount({ audience: { count, isBehind } }: { readonly audience: CountedAudience }) {
  const text = useText()
  const rich = useRichText()
  const numbers = useNumbers()
  return (
    <div className={shared['live']} aria-live="polite" aria-busy={isBehind}>
      {count === undefined ? (
        <p className={shared['matching']}>{text('campaigns.counting')}</p>
      ) : (
        <>
          <p className={shared['matching']}>
            {rich('campaigns.reachable', {
              reachable: numbers.count(count.reachable),
              matching: numbers.count(count.matching),
            })}
          </p>
          <LeftOut leftOut={count.leftOut} />
        </>
      )}
    </div>
  )
}
