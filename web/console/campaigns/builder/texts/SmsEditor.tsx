import { useId } from 'react'
import type { MessageTexts, WordingFault } from '../../../../../src/campaigns/contract/wording.ts'
import { notifyUndo } from '../../../../ui/notify/Notify.tsx'
import { useText } from '../../../messages/use-text.ts'
import type { Draft } from '../use-draft.ts'
import { ownSms, type TextPlace, withSms } from './own-texts.ts'
import { TextFaults } from './TextFaults.tsx'
import { TextHead } from './TextHead.tsx'
import type { Written } from './TextLength.tsx'
import { TextLength } from './TextLength.tsx'
import { TokenArea } from './TokenArea.tsx'
import classes from './texts.module.css'
import { useTyped } from './use-typed.ts'
import { ValueMenu } from './ValueMenu.tsx'
import { useValueWords } from './value-words.ts'

export type FormTexts = NonNullable<MessageTexts['sms']>['forms'][number]

interface SmsEditorProps {
  readonly place: TextPlace
  readonly texts: FormTexts
  /** What stands in front of every SMS. */
  readonly before: string
  readonly draft: Draft
  readonly faults: readonly WordingFault[]
  readonly written: Written
}

/** The words of an SMS between what is always there: the clinic's name and the way to end the messages. */
export function SmsEditor({ place, texts, before, draft, faults, written }: SmsEditorProps) {
  const text = useText()
  const values = useValueWords()
  const faultsId = useId()
  const frameId = useId()
  const { form } = texts
  const suggested = texts.suggested[place.language]
  const own = ownSms(draft.document, place, form)
  const write = (words: string | undefined): void =>
    draft.edit((document) => withSms(document, { ...place, form }, words === suggested ? undefined : words))
  const typed = useTyped({
    value: own ?? suggested,
    show: values.shown,
    keep: (shown) => values.kept(shown).replace(/\s*\n\s*/g, ' '),
    onChange: write,
  })
  const reset = (): void => {
    write(undefined)
    typed.field.current?.focus()
    notifyUndo(text('campaigns.suggestedIsBack'), () => write(own))
  }
  const after = texts.after?.[place.language]
  return (
    <>
      <TextHead isOwn={own !== undefined} onReset={reset} />
      <div className={classes['well']} data-faulty={faults.length > 0}>
        <TokenArea
          label={text('campaigns.smsWords')}
          look="framed"
          before={
            <p id={frameId} className={classes['frame']} lang={place.language}>
              <span className="k-unseen">{text('campaigns.frameBefore')} </span>
              {before.trim()}
            </p>
          }
          after={
            after !== undefined && (
              <p className={classes['frame']} lang={place.language}>
                <span className="k-unseen">{text('campaigns.frameAfter')} </span>
                {after}
              </p>
            )
          }
          lang={place.language}
          value={typed.shown}
          field={typed.field}
          onChange={typed.set}
          faults={faults.length > 0 ? faultsId : undefined}
          describedBy={frameId}
        />
        <div className={classes['bar']}>
          <ValueMenu names={texts.offers} onPick={(name) => typed.insert(`{${values.word(name)}}`)} />
          <TextLength {...written} />
        </div>
      </div>
      <TextFaults id={faultsId} faults={faults} />
    </>
  )
}
