import { useContext } from 'react'
import type { MessageTexts, WordingFault } from '../../../../../src/campaigns/contract/wording.ts'
import { FixedContext } from '../../../../ui/chip/Chip.tsx'
import { useText } from '../../../messages/use-text.ts'
import classes from '../builder.module.css'
import { Answers, Impossible, MessageText } from '../MessageText.tsx'
import type { Draft } from '../use-draft.ts'
import type { MessageChoice } from '../use-message-choice.ts'
import { EmailEditor } from './EmailEditor.tsx'
import { type FormTexts, SmsEditor } from './SmsEditor.tsx'
import type { Written } from './TextLength.tsx'
import textClasses from './texts.module.css'

interface MessageWordsProps {
  readonly texts: MessageTexts | undefined
  /** The form of the SMS that is looked at. */
  readonly form: FormTexts | undefined
  readonly choice: MessageChoice
  readonly draft: Draft
  /** Of this message, channel and language. */
  readonly faults: readonly WordingFault[]
  readonly written: Written
}

/** The words of a message where they can be rewritten; as they will be read where they cannot. */
export function MessageWords({ texts, form, choice, draft, faults, written }: MessageWordsProps) {
  const isFixed = useContext(FixedContext)
  const { preview } = written
  if (isFixed) return <MessageText {...written} />
  if (texts === undefined) return <div className={classes['well']} aria-busy="true" />
  const place = { message: choice.message, language: choice.language }
  const why = preview?.isPossible === false && preview.reason !== 'own_wording' && (
    <Impossible preview={preview} />
  )
  if (choice.channel === 'email') {
    if (texts.email === null) return why || null
    return (
      <>
        {why}
        <EmailEditor place={place} texts={texts.email} draft={draft} faults={faults} written={written} />
      </>
    )
  }
  if (texts.sms === null || form === undefined) return why || null
  return (
    <>
      {why}
      <SmsEditor
        place={place}
        texts={form}
        before={texts.sms.before}
        draft={draft}
        faults={faults.filter(({ part }) => part === form.form || part === null)}
        written={written}
      />
      <OtherForm form={form} written={written} />
      {preview?.isPossible && preview.form === form.form && <Answers options={preview.options} />}
    </>
  )
}

/** What is shown beside may take the other form: nobody can be offered times that are not there. */
function OtherForm({ form, written: { preview } }: { readonly form: FormTexts; readonly written: Written }) {
  const text = useText()
  if (!preview?.isPossible || preview.form === form.form) return null
  return <p className={textClasses['note']}>{text('campaigns.noTimesNow')}</p>
}
