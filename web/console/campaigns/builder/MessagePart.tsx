import type { AudienceCount } from '../../../../src/campaigns/contract/audience.ts'
import type { WordingFault } from '../../../../src/campaigns/contract/wording.ts'
import { PageTabs } from '../../../ui/page/PageTabs.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { type Language, languageNames } from '../../messages/language.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import type { AnyStep } from '../campaign-document.ts'
import { stepWords } from '../campaign-words.ts'
import classes from './builder.module.css'
import { PreviewPane } from './PreviewPane.tsx'
import { StepSentence } from './StepSentence.tsx'
import { MessageWords } from './texts/MessageWords.tsx'
import { OwnMark } from './texts/OwnMark.tsx'
import { hasOwnText } from './texts/own-texts.ts'
import { TextChoices } from './texts/TextChoices.tsx'
import { useMessageTexts } from './texts/use-message-texts.ts'
import type { Draft } from './use-draft.ts'
import { languagesShown, type MessageChoice, useMessageChoice } from './use-message-choice.ts'
import { usePreview } from './use-preview.ts'

interface MessagePartProps {
  readonly any: AnyStep
  readonly draft: Draft
  readonly count: AudienceCount | undefined
  /** What keeps texts of the document from being sent. */
  readonly faults: readonly WordingFault[]
}

/** One step: when it goes out, what it says in each language, and how it looks to a patient. */
export function MessagePart({ any, draft, count, faults }: MessagePartProps) {
  const text = useText()
  const choice = useMessageChoice({ any, document: draft.document, count })
  const { patient, language, message, channel } = choice
  const texts = useMessageTexts(message)
  // Education offers no times, so the form that lists them is never sent.
  const offersTimes = any.step.kind !== 'education'
  const forms = texts.data?.sms?.forms.filter(({ form }) => form !== 'times' || offersTimes) ?? []
  const form = forms.find((one) => one.form === choice.form) ?? forms[0]
  const preview = usePreview({
    message,
    channel,
    offersTimes: offersTimes && (form === undefined || form === forms[0]),
    wording: draft.document.wording?.[message],
    ...(patient && { patientId: patient.patientId }),
    ...(patient?.typeKey ? { typeKey: patient.typeKey } : {}),
  })
  const failed = preview.error ? preview : texts.error ? texts : undefined
  const shown = preview.data?.previews.find((one) => one.language === language)
  const ofThis = faults.filter((fault) => fault.message === message && fault.channel === channel)
  return (
    <div className={classes['message']}>
      <div className={classes['messageMain']}>
        <Section title={text(stepWords[any.step.kind])}>
          <StepSentence any={any} draft={draft} />
          <TextChoices any={any} choice={choice} forms={forms} document={draft.document} faults={faults} />
          <LanguageTabs
            count={count}
            choice={choice}
            isOwn={(one) => hasOwnText(draft.document, message, { channel, language: one })}
            hasFault={(one) => ofThis.some((fault) => fault.language === one)}
          />
          {failed ? (
            <LoadFailure
              title={text('campaigns.previewFailed')}
              error={failed.error}
              onRetry={() => void failed.refetch()}
            />
          ) : (
            <MessageWords
              key={`${message} ${channel} ${language} ${form?.form}`}
              texts={texts.data}
              form={form}
              choice={choice}
              draft={draft}
              faults={ofThis.filter((fault) => fault.language === language)}
              written={{ preview: shown, currency: preview.data?.currency ?? '' }}
            />
          )}
        </Section>
      </div>
      <PreviewPane any={any} choice={choice} preview={shown} previews={preview.data} count={count} />
    </div>
  )
}

interface LanguageTabsProps {
  readonly count: AudienceCount | undefined
  readonly choice: MessageChoice
  readonly isOwn: (language: Language) => boolean
  readonly hasFault: (language: Language) => boolean
}

function LanguageTabs({ count, choice, isOwn, hasFault }: LanguageTabsProps) {
  const { language, setLanguage } = choice
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
          mark: <OwnMark isOwn={isOwn(one)} hasFault={hasFault(one)} />,
        }))}
        tab={language}
        onTab={(value) => setLanguage(sorted.find((one) => one === value) ?? language)}
      />
    </div>
  )
}
