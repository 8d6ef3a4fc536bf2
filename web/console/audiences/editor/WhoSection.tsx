import { Radio, TextInput } from '@mantine/core'
import { useContext } from 'react'
import {
  type AudienceDocument,
  criteriaChoices,
} from '../../../../src/campaigns/contract/criteria-choices.ts'
import { FixedContext } from '../../../ui/chip/Chip.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import { programmes, programmeWords } from '../programme-words.ts'
import classes from './editor.module.css'
import { SentenceEditor } from './SentenceEditor.tsx'
import { ProgrammeHint } from './SentenceHead.tsx'
import type { AudienceDraft } from './use-audience-draft.ts'

type Programme = AudienceDocument['programme']

// As the recall campaign that ships has it.
const usualWindow = { recallTypes: [], enrolFromDays: -21, enrolUntilDays: 90 } as const

const beginnings: Readonly<Record<Programme['kind'], Programme>> = {
  recall: { kind: 'recall', ...usualWindow },
  reactivation: { kind: 'reactivation', bands: criteriaChoices.bands },
  one_off: { kind: 'one_off' },
}

const longestName = 80

/** What it is called, why somebody is asked, and who. */
export function WhoSection({ draft }: { readonly draft: AudienceDraft }) {
  const text = useText()
  const isFixed = useContext(FixedContext)
  const { kind } = draft.document.programme
  return (
    <Section title={text('audienceEditor.who')}>
      <div className={classes['who']}>
        {!isFixed && (
          <div className={classes['form']}>
            <TextInput
              label={text('audienceList.name')}
              description={text('audienceEditor.nameHelp')}
              value={draft.name}
              maxLength={longestName}
              onChange={(event) => draft.rename(event.currentTarget.value)}
              autoComplete="off"
            />
            <Radio.Group
              label={text('audienceEditor.whyAsked')}
              value={kind}
              onChange={(value) => {
                const next = programmes.find((one) => one === value)
                if (next) draft.change({ ...draft.document, programme: beginnings[next] })
              }}
            >
              <div className={classes['kindsOf']}>
                {programmes.map((value) => (
                  <Radio key={value} value={value} label={text(programmeWords[value])} />
                ))}
              </div>
              <ProgrammeHint kind={kind} />
            </Radio.Group>
          </div>
        )}
        <SentenceEditor document={draft.document} onChange={draft.change} />
      </div>
    </Section>
  )
}
