import { useNumbers } from '../../../ui/numbers.ts'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useText } from '../../messages/use-text.ts'
import { actionWord } from '../campaign-words.ts'
import classes from './builder.module.css'
import type { MessagePreview } from './use-message-choice.ts'

interface MessageTextProps {
  readonly preview: MessagePreview | undefined
  /** ISO 4217. */
  readonly currency: string
}

/** The words as they will be read, their length, and what each answer does. */
export function MessageText({ preview, currency }: MessageTextProps) {
  const text = useText()
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
        <Length preview={preview} currency={currency} />
      </div>
      {preview.options.length > 0 && (
        <dl className={classes['answers']}>
          {preview.options.map(({ digit, action }) => (
            <div key={digit}>
              <dt>{digit}</dt>
              <dd>{text(actionWord(action))}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

type Possible = Extract<MessagePreview, { isPossible: true }>

function Length({ preview, currency }: { readonly preview: Possible; readonly currency: string }) {
  const text = useText()
  const numbers = useNumbers()
  const { sms, costMinor } = preview
  return (
    <p className={classes['length']}>
      {sms ? (
        <>
          <b>{text('campaigns.parts', { count: sms.parts })}</b>
          <span>{text('campaigns.characters', { count: sms.characters })}</span>
          <span>
            {sms.encoding === 'gsm7'
              ? text('campaigns.plainLetters', { count: sms.perPart })
              : text('campaigns.richLetters', { count: sms.perPart })}
          </span>
        </>
      ) : (
        <span>{text('campaigns.characters', { count: preview.text.length })}</span>
      )}
      <span>
        {costMinor > 0
          ? text('campaigns.costEach', { cost: numbers.money(costMinor, currency) })
          : text('campaigns.costNothing')}
      </span>
    </p>
  )
}

function Impossible({ preview }: { readonly preview: Extract<MessagePreview, { isPossible: false }> }) {
  const text = useText()
  return (
    <div className={classes['impossible']}>
      <Notice tone="attention" title={text('campaigns.impossible')}>
        {preview.missing === null
          ? text('campaigns.impossibleNoText')
          : text('campaigns.impossibleMissing', { what: preview.missing })}
      </Notice>
    </div>
  )
}
