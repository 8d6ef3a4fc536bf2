import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { saySentence } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { Facts } from '../../../ui/facts/Facts.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { SidePanel } from '../../../ui/side-panel/SidePanel.tsx'
import { useMayRun } from '../../campaigns/use-campaigns.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { State } from '../../states/State.tsx'
import classes from '../audiences.module.css'
import { EndAudience } from '../EndAudience.tsx'
import { programmeWords } from '../programme-words.ts'
import { asSaved, UseInCampaign } from '../UseInCampaign.tsx'
import { useAudienceChanges } from '../use-audience-changes.ts'
import { useAudienceVoice } from '../use-audience-voice.ts'
import type { AudienceRow } from '../use-audiences.ts'

interface AudiencePanelProps {
  readonly audience: AudienceRow
  readonly onClose: () => void
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** Beside the row: the whole sentence, how large, who uses it. */
export function AudiencePanel({ audience, onClose, onPrevious, onNext }: AudiencePanelProps) {
  const text = useText()
  const voice = useAudienceVoice()
  return (
    <SidePanel
      label={text('audienceList.panel')}
      isOpen
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      title={audience.name}
      note={text('audienceList.versionNumber', { version: audience.version })}
      actions={<PanelActions audience={audience} />}
    >
      <Section look="quiet" title={text('audienceList.sentence')}>
        <p className={classes['said']}>{saySentence(audience.sentence, voice)}.</p>
      </Section>
      <Section look="quiet" title={text('audienceList.facts')}>
        <AudienceFacts audience={audience} />
      </Section>
      {audience.usedBy.length > 0 && (
        <Section look="quiet" title={text('audienceList.usedBy')}>
          <ul className={classes['used']}>
            {audience.usedBy.map(({ id, name, state, audienceVersion }) => (
              <li key={id}>
                <Link to={paths.campaign(id)}>{name}</Link>{' '}
                <span>{text('audienceList.usedVersion', { version: audienceVersion })}</span>
                <State of="campaign" state={state} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </SidePanel>
  )
}

function PanelActions({ audience }: { readonly audience: AudienceRow }) {
  const text = useText()
  const mayRun = useMayRun()
  const { counting } = useAudienceChanges()
  return (
    <>
      <Button component={Link} to={paths.audience(audience.id)}>
        {text('audienceList.open')}
      </Button>
      <ActionButton
        label={text('audienceList.countAgain')}
        icon="refresh"
        isBusy={counting.isPending}
        onRun={() => counting.mutate(audience)}
      />
      {mayRun && <UseInCampaign {...asSaved(audience)} />}
      {mayRun && <EndAudience audience={audience} />}
    </>
  )
}

function AudienceFacts({ audience }: { readonly audience: AudienceRow }) {
  const text = useText()
  const numbers = useNumbers()
  const { size } = audience
  return (
    <Facts
      facts={[
        { label: text('audienceList.programme'), value: text(programmeWords[audience.programme]) },
        ...(size === null
          ? [{ label: text('audienceList.size'), value: text('audienceList.notCounted') }]
          : [
              { label: text('audienceList.matching'), value: numbers.count(size.matching) },
              { label: text('audienceList.reachable'), value: numbers.count(size.reachable) },
              { label: text('audienceList.countedAt'), value: size.countedAt.text },
            ]),
        {
          label: text('audienceList.changed'),
          value: text('audienceList.changedBy', { at: audience.changedAt.text, by: audience.changedBy }),
        },
      ]}
    />
  )
}
