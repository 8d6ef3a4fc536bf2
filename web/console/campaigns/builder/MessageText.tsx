import { Notice } from '../../../ui/states/Notice.tsx'
import { useText } from '../../messages/use-text.ts'
import { actionWord } from '../campaign-words.ts'
import classes from './builder.module.css'
import { TextLength } from './texts/TextLength.tsx'
import { useValueWords } from './texts/value-words.ts'
import type { MessagePreview } from './use-message-choice.ts'

interface MessageTextProps {
  readonly preview: MessagePreview | undefined
  /** ISO 4217. */
  readonly currency: string
}

/** The words as they will be read, their length, and what each answer does. */
export function MessageText({ preview, currency }: MessageTextProps) {
  if (preview === undefined) return <div className={classes['well']} aria-busy="true" />
  if (!preview.isPossible) return <Impossible preview={preview} />
  return (
    <>
      <div className={classes['well']}>
        {preview.subject !== null && (
          <p className={classes['subject']} lang={preview.language}>
            {preview.subject}
          </p>
        )}
        <p className={classes['text']} lang={preview.language}>
          {preview.text}
        </p>
        <TextLength preview={preview} currency={currency} />
      </div>
      <Answers options={preview.options} />
    </>
  )
}

type Possible = Extract<MessagePreview, { isPossible: true }>

/** What each answer does; the digits belong to the message, whoever writes it. */
export function Answers({ options }: Pick<Possible, 'options'>) {
  const text = useText()
  if (options.length === 0) return null
  return (
    <dl className={classes['answers']}>
      {options.map(({ digit, action }) => (
        <div key={digit}>
          <dt>{digit}</dt>
          <dd>{text(actionWord(action))}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Impossible({
  preview,
}: {
  readonly preview: Extract<MessagePreview, { isPossible: false }>
}) {
  const text = useText()
  const values = useValueWords()
  return (
    <div className={classes['impossible']}>
      <Notice tone="attention" title={text('campaigns.impossible')}>
        {preview.missing === null
          ? text('campaigns.impossibleNoText')
          : text('campaigns.impossibleMissing', { what: values.word(preview.missing) })}
      </Notice>
    </div>
  )
}
