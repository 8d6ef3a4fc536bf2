import { Fragment, type ReactNode } from 'react'
import {
  type AudienceDocument,
  criteriaChoices,
} from '../../../../src/campaigns/contract/criteria-choices.ts'
import { sayValue } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import type { AudienceSentence } from '../../../../src/campaigns/contract/sentence/sentence.ts'
import { Chip } from '../../../ui/chip/Chip.tsx'
import { useRichText, useText } from '../../messages/use-text.ts'
import { useAudienceVoice } from '../use-audience-voice.ts'
import { SomeOf, WholeNumber } from './criteria/Fields.tsx'
import { withChosen } from './criteria/VisitForms.tsx'
import classes from './editor.module.css'
import { useChoices } from './use-choices.ts'

type Change = (document: AudienceDocument, how?: { readonly replace: boolean }) => void
type Programme = AudienceDocument['programme']

interface SentenceHeadProps {
  readonly document: AudienceDocument
  readonly head: AudienceSentence['head']
  readonly onChange: Change
  /** The list of criteria. */
  readonly children: ReactNode
}

/** How the sentence begins: by what somebody enters, its words chips too. */
export function SentenceHead({ document, head, onChange, children }: SentenceHeadProps) {
  const rich = useRichText()
  const voice = useAudienceVoice()
  const { programme } = document
  const set = (next: Programme): void => onChange({ ...document, programme: next }, { replace: true })
  const said = (name: string): ReactNode => {
    const value = head.values[name]
    return value === undefined ? '' : sayValue(value, voice)
  }
  const list = <Fragment key="list">{children}</Fragment>
  switch (programme.kind) {
    case 'recall':
      return rich(head.key, {
        types: <TypesChip key="types" programme={programme} label={said('types')} onChange={set} />,
        window: <WindowChip key="window" programme={programme} label={said('window')} onChange={set} />,
        list,
      })
    case 'reactivation':
      return rich(head.key, {
        bands: <BandsChip key="bands" programme={programme} label={said('bands')} onChange={set} />,
        list,
      })
    case 'one_off':
      return rich(head.key, { list })
  }
}

interface ProgrammeChipProps<K extends Programme['kind']> {
  readonly programme: Extract<Programme, { readonly kind: K }>
  readonly label: ReactNode
  readonly onChange: (programme: Programme) => void
}

function TypesChip({ programme, label, onChange }: ProgrammeChipProps<'recall'>) {
  const text = useText()
  const { choices } = useChoices()
  return (
    <Chip name={text('audienceEditor.recallTypes')} label={label}>
      <SomeOf
        label={text('audienceEditor.recallTypes')}
        help={text('audienceEditor.noneIsAnyType')}
        options={withChosen(choices.recallTypes, programme.recallTypes)}
        value={programme.recallTypes}
        onChange={(recallTypes) => onChange({ ...programme, recallTypes })}
      />
    </Chip>
  )
}

const farthest = 3660

function WindowChip({ programme, label, onChange }: ProgrammeChipProps<'recall'>) {
  const text = useText()
  const { enrolFromDays: from, enrolUntilDays: until } = programme
  return (
    <Chip name={text('campaigns.dueWindow')} label={label}>
      <WholeNumber
        label={text('campaigns.dueFrom')}
        value={-from}
        least={-farthest}
        most={farthest}
        onChange={(days = 0) =>
          onChange({ ...programme, enrolFromDays: -days, enrolUntilDays: Math.max(until, -days) })
        }
      />
      <WholeNumber
        label={text('campaigns.dueUntil')}
        value={until}
        least={-farthest}
        most={farthest}
        onChange={(days = 0) =>
          onChange({ ...programme, enrolUntilDays: days, enrolFromDays: Math.min(from, days) })
        }
      />
    </Chip>
  )
}

function BandsChip({ programme, label, onChange }: ProgrammeChipProps<'reactivation'>) {
  const text = useText()
  return (
    <Chip name={text('campaigns.timeAway')} label={label}>
      <SomeOf
        label={text('campaigns.timeAway')}
        help={text('campaigns.timeAwayHelp')}
        options={criteriaChoices.bands.map((value) => ({ value, label: text(`audiences.band.${value}`) }))}
        value={programme.bands}
        // Nobody has been away for no time at all: the last band stays.
        onChange={(bands) => bands.length > 0 && onChange({ ...programme, bands })}
      />
    </Chip>
  )
}

export function ProgrammeHint({ kind }: { readonly kind: Programme['kind'] }) {
  const text = useText()
  const hints = {
    recall: 'audienceEditor.programmeRecallHelp',
    reactivation: 'audienceEditor.programmeReactivationHelp',
    one_off: 'audienceEditor.programmeOneOffHelp',
  } as const
  return <p className={classes['hint']}>{text(hints[kind])}</p>
}
