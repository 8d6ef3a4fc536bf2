import { Select } from '@mantine/core'
import type { AudienceCount } from '../../../../src/campaigns/contract/audience.ts'
import { PageTabs } from '../../../ui/page/PageTabs.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { type Language, languageNames } from '../../messages/language.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import type { AnyStep } from '../campaign-document.ts'
import { channelWords, groupWord, stepWords } from '../campaign-words.ts'
import classes from './builder.module.css'
import { MessageText } from './MessageText.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import { StepSentence } from './StepSentence.tsx'
import type { Draft } from './use-draft.ts'
import { languagesShown, type MessageChoice, useMessageChoice } from './use-message-choice.ts'
import { usePreview } from './use-preview.ts'

interface MessagePartProps {
  readonly any: AnyStep
  readonly draft: Draft
  readonly count: AudienceCount | undefined
}

/** One step: when it goes out, what it says in each language, and how it looks to a patient. */
export function MessagePart({ any, draft, count }: MessagePartProps) {
  const text = useText()
  const choice = useMessageChoice({ any, document: draft.document, count })
  const { patient, language } = choice
  const preview = usePreview({
    message: choice.message,
    channel: choice.channel,
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
          <Choices any={any} choice={choice} />
          <LanguageTabs count={count} language={language} onLanguage={choice.setLanguage} />
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
      <PreviewPane any={any} choice={choice} preview={shown} previews={preview.data} count={count} />
    </div>
  )
}

function Choices({ any, choice }: { readonly any: AnyStep; readonly choice: MessageChoice }) {
  const text = useText()
  if (choice.wordings.length < 2 && any.step.channels.length < 2) return null
  return (
    <div className={classes['choices']}>
      {choice.wordings.length > 1 && <WordingSelect choice={choice} />}
      {any.step.channels.length > 1 && (
        <Select
          label={text('campaigns.channel')}
          data={any.step.channels.map((value) => ({ value, label: text(channelWords[value]) }))}
          value={choice.channel}
          onChange={(value) => choice.setChannel(value === 'email' ? 'email' : 'sms')}
        />
      )}
    </div>
  )
}

/** Whom this wording is for; groups that share one stand together. */
function WordingSelect({ choice }: { readonly choice: MessageChoice }) {
  const text = useText()
  const labels = new Map<string, readonly string[]>()
  for (const { message, group } of choice.wordings) {
    const word = group === null ? 'campaigns.wordingAll' : groupWord(group)
    labels.set(message, [...(labels.get(message) ?? []), word ? text(word) : (group ?? '')])
  }
  return (
    <Select
      label={text('campaigns.wording')}
      data={[...labels].map(([value, names]) => ({ value, label: names.join(' · ') }))}
      value={choice.message}
      onChange={(message) => message !== null && choice.setMessage(message)}
    />
  )
}

interface LanguageTabsProps {
  readonly count: AudienceCount | undefined
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}

function LanguageTabs({ count, language, onLanguage }: LanguageTabsProps) {
  const patientsOf = (one: Language) =>
    count?.languages.find((entry) => entry.language === one)?.patients ?? 0
  const sorted = [...languagesShown].sort((one, other) => patientsOf(other) - patientsOf(one))
  return (
    <div className={classes['tabs']}>
      <PageTabs
        tabs={sorted.map((one) => ({
          value: one,
          label: languageNames[one],
          count: patientsOf(one) > 0 ? patientsOf(one) : undefined,
        }))}
        tab={language}
        onTab={(value) => onLanguage(sorted.find((one) => one === value) ?? language)}
      />
    </div>
  )
}
