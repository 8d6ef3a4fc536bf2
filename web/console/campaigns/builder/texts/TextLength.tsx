import { useNumbers } from '../../../../ui/numbers.ts'
import { useText } from '../../../messages/use-text.ts'
import type { MessagePreview } from '../use-message-choice.ts'
import classes from './texts.module.css'

export interface Written {
  readonly preview: MessagePreview | undefined
  /** ISO 4217. */
  readonly currency: string
}

/** How long the text is as it will be sent, in which alphabet, and what one costs. */
export function TextLength({ preview, currency }: Written) {
  const text = useText()
  const numbers = useNumbers()
  if (preview === undefined) return null
  if (!preview.isPossible)
    return preview.reason === 'own_wording' ? (
      <p className={classes['length']}>{text('campaigns.lengthWaits')}</p>
    ) : null
  const { sms, costMinor } = preview
  return (
    <p className={classes['length']}>
      {sms ? (
        <>
          <b aria-live="polite">{text('campaigns.parts', { count: sms.parts })}</b>
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
