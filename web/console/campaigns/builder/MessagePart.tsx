import { Select } from '@mantine/core'
import { useState } from 'react'
import type { AudienceCount, Preview } from '../../../../src/campaigns/contract/audience.ts'
import { PageTabs } from '../../../ui/page/PageTabs.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { type Language, languageNames } from '../../messages/language.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { type AnyStep, type Channel, type CampaignDocument, type Wording, wordingsOf } from '../campaign-document.ts'
import { channelWords, groupWord, stepWords } from '../campaign-words.ts'
import classes from './builder.module.css'
import { MessageText } from './MessageText.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import { StepSentence } from './StepSentence.tsx'
import type { Draft } from './use-draft.ts'
import { usePreview } from './use-preview.ts'

export type Sample = AudienceCount['sample'][number]
export type MessagePreview = Preview['previews'][number]

interface MessagePartProps {
  readonly any: AnyStep
  readonly draft: Draft
  readonly count: AudienceCount | undefined
}

const languages = ['pl', 'ru', 'ms', 'en'] as const satisfies readonly Language[]

/** One step: when it goes out, what it says in each language, and how it looks to a patient. */
export function MessagePart({ any, draft, count }: MessagePartProps) {
  const text = useText()
  const wordings = textsOf(any, draft.document)
  const [message, setMessage] = useState(wordings[0]?.message ?? any.step.message)
  const wording = wordings.find((one) => one.message === message) ?? wordings[0]
  const [wantedChannel, setChannel] = useState<Channel>()
  const channel = any.step.channels.find((one) => one === wantedChannel) ?? any.step.channels[0] ?? 'sms'
  const [language, setLanguage] = useState<Language>(largestLanguage(count))
  const [wantedPatient, setPatient] = useState<string>()
  const people = (count?.sample ?? []).filter((one) => isFor(one, wording) && one.language === language)
  const patient = wantedPatient === anybody ? undefined : (people.find((one) => one.patientId === wantedPatient) ?? people[0])
  const preview = usePreview({
    message: wording?.message ?? any.step.message,
    channel,
    offersTimes: any.step.kind !== 'education',
    ...(patient && { patientId: patient.patientId }),
    ...(patient?.typeKey ? { typeKey: patient.typeKey } : {}),
  })
  const shown = preview.data?.previews.find((one) => one.language === language)
  return (
    <div className={classes['message']}>
      <div className={classes['messageMain']}>
        <Section title={text(stepWords[any.step.kind])}>
          <StepSentence any={any} draft={draft} />
          <div className={classes['choices']}>
            {wordings.length > 1 && <WordingSelect wordings={wordings} value={wording} onChange={setMessage} />}
            {any.step.channels.length > 1 && (
              <Select
                label={text('campaigns.channel')}
                data={any.step.channels.map((value) => ({ value, label: text(channelWords[value]) }))}
                value={channel}
                onChange={(value) => setChannel(value === 'email' ? 'email' : 'sms')}
              />
            )}
          </div>
          <LanguageTabs count={count} language={language} onLanguage={setLanguage} />
          {preview.error ? (
            <LoadFailure
              title={text('campaigns.previewFailed')}
              error={preview.error}
              onRetry={() => void preview.refetch()}
            />
          ) : (
            <MessageText preview={shown} currency={preview.data?.currency ?? ''} />
          )}
        </Section>
      </div>
      <PreviewPane
        any={any}
        channel={channel}
        preview={shown}
        previews={preview.data}
        people={people}
        patient={patient}
        onPatient={setPatient}
        count={count}
      />
    </div>
  )
}

/** Chosen instead of a patient: the text as anybody would get it. */
export const anybody = 'anybody'

function textsOf({ step, follows, part }: AnyStep, document: CampaignDocument): readonly Wording[] {
  const own = follows === 'enrolment' ? document.steps.find((one) => one.key === part) : undefined
  return own ? wordingsOf(own, document.audience) : [{ message: step.message, group: null }]
}

function isFor(patient: Sample, wording: Wording | undefined): boolean {
  return wording?.group === null || wording?.group === undefined || patient.band === null || patient.band === wording.group
}

function largestLanguage(count: AudienceCount | undefined): Language {
  const sorted = [...(count?.languages ?? [])].sort((one, other) => other.patients - one.patients)
  return sorted[0]?.language ?? languages[0]
}

interface WordingSelectProps {
  readonly wordings: readonly Wording[]
  readonly value: Wording | undefined
  readonly onChange: (message: string) => void
}

function WordingSelect({ wordings, value, onChange }: WordingSelectProps) {
  const text = useText()
  const groups = new Map<string, string[]>()
  for (const { message, group } of wordings) {
    const word = group === null ? undefined : groupWord(group)
    const label = group === null ? text('campaigns.wordingAll') : word ? text(word) : group
    groups.set(message, [...(groups.get(message) ?? []), label])
  }
  return (
    <Select
      label={text('campaigns.wording')}
      data={[...groups].map(([message, labels]) => ({ value: message, label: labels.join(' · ') }))}
      value={value?.message ?? null}
      onChange={(message) => message !== null && onChange(message)}
    />
  )
}

interface LanguageTabsProps {
  readonly count: AudienceCount | undefined
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}

function LanguageTabs({ count, language, onLanguage }: LanguageTabsProps) {
  const patientsOf = (one: Language) => count?.languages.find((entry) => entry.language === one)?.patients ?? 0
  const sorted = [...languages].sort((one, other) => patientsOf(other) - patientsOf(one))
  return (
    <div className={classes['tabs']}>
      <PageTabs
        tabs={sorted.map((one) => ({
          value: one,
          label: languageNames[one],
          count: patientsOf(one) > 0 ? patientsOf(one) : undefined,
        }))}
        tab={language}
        onTab={(value) => onLanguage(languages.find((one) => one === value) ?? language)}
      />
    </div>
  )
}
