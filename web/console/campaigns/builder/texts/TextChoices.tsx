import { Select } from '@mantine/core'
import type { WordingFault } from '../../../../../src/campaigns/contract/wording.ts'
import { useText } from '../../../messages/use-text.ts'
import type { AnyStep, CampaignDocument } from '../../campaign-document.ts'
import { channelWords, groupWord } from '../../campaign-words.ts'
import classes from '../builder.module.css'
import type { MessageChoice } from '../use-message-choice.ts'
import { hasOwnText } from './own-texts.ts'
import type { FormTexts } from './SmsEditor.tsx'

interface TextChoicesProps {
  readonly any: AnyStep
  readonly choice: MessageChoice
  /** Those an SMS of this message may take. */
  readonly forms: readonly FormTexts[]
  readonly document: CampaignDocument
  readonly faults: readonly WordingFault[]
}

/** Which text of the step is looked at; each says by its name whether the clinic wrote it. */
export function TextChoices({ any, choice, forms, document, faults }: TextChoicesProps) {
  const text = useText()
  const { channels } = any.step
  const hasForms = choice.channel === 'sms' && forms.length > 1
  const marked = (label: string, is: { readonly own: boolean; readonly faulty: boolean }): string => {
    if (is.faulty) return text('campaigns.markedFaulty', { label })
    return is.own ? text('campaigns.markedOwn', { label }) : label
  }
  if (choice.wordings.length < 2 && channels.length < 2 && !hasForms) return null
  return (
    <div className={classes['choices']}>
      {choice.wordings.length > 1 && (
        <Select
          label={text('campaigns.wording')}
          data={wordingLabels(choice, text).map(({ message, label }) => ({
            value: message,
            label: marked(label, {
              own: hasOwnText(document, message),
              faulty: faults.some((fault) => fault.message === message),
            }),
          }))}
          value={choice.message}
          onChange={(message) => message !== null && choice.setMessage(message)}
        />
      )}
      {channels.length > 1 && (
        <Select
          label={text('campaigns.channel')}
          data={channels.map((channel) => ({
            value: channel,
            label: marked(text(channelWords[channel]), {
              own: hasOwnText(document, choice.message, { channel }),
              faulty: faults.some((fault) => fault.message === choice.message && fault.channel === channel),
            }),
          }))}
          value={choice.channel}
          onChange={(value) => choice.setChannel(value === 'email' ? 'email' : 'sms')}
        />
      )}
      {hasForms && (
        <Select
          label={text('campaigns.form')}
          data={forms.map(({ form }, index) => ({
            value: form,
            label: text(index === 0 ? 'campaigns.formWithTimes' : 'campaigns.formWithoutTimes'),
          }))}
          value={forms.find(({ form }) => form === choice.form)?.form ?? forms[0]?.form ?? null}
          onChange={(form) => form !== null && choice.setForm(form)}
        />
      )}
    </div>
  )
}

/** Whom a wording is for; groups that share one stand together. */
function wordingLabels(choice: MessageChoice, text: ReturnType<typeof useText>) {
  const names = new Map<string, readonly string[]>()
  for (const { message, group } of choice.wordings) {
    const word = group === null ? 'campaigns.wordingAll' : groupWord(group)
    names.set(message, [...(names.get(message) ?? []), word ? text(word) : (group ?? '')])
  }
  return [...names].map(([message, groups]) => ({ message, label: groups.join(' · ') }))
}
