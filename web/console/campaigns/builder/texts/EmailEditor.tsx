import { type RefObject, useId, useState } from 'react'
import type { MessageTexts, WordingFault } from '../../../../../src/campaigns/contract/wording.ts'
import { notifyUndo } from '../../../../ui/notify/Notify.tsx'
import { useText } from '../../../messages/use-text.ts'
import type { Draft } from '../use-draft.ts'
import { type OwnEmail, ownEmail, type TextPlace, withEmail } from './own-texts.ts'
import { TextFaults } from './TextFaults.tsx'
import { TextHead } from './TextHead.tsx'
import { TextLength, type Written } from './TextLength.tsx'
import { TokenArea } from './TokenArea.tsx'
import classes from './texts.module.css'
import { useTyped } from './use-typed.ts'
import { ValueMenu } from './ValueMenu.tsx'
import { useValueWords } from './value-words.ts'

interface EmailEditorProps {
  readonly place: TextPlace
  readonly texts: NonNullable<MessageTexts['email']>
  readonly draft: Draft
  readonly faults: readonly WordingFault[]
  readonly written: Written
}

const paragraphsOf = (typed: string): readonly string[] =>
  typed.split(/\n\s*\n/).map((paragraph) => paragraph.trim())
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Subject, text and button of an e-mail; greeting, signature and the way to end the messages are always there. */
export function EmailEditor({ place, texts, draft, faults, written }: EmailEditorProps) {
  const text = useText()
  const values = useValueWords()
  const ids = { subject: useId(), paragraphs: useId(), button: useId() }
  const suggested = texts.suggested[place.language]
  const own = ownEmail(draft.document, place)
  const write = (parts: OwnEmail | undefined): void =>
    draft.edit((document) =>
      withEmail(document, place, {
        ...(parts && ownEmail(document, place)),
        ...parts,
      }),
    )
  const subject = useTyped({
    value: own?.subject ?? suggested.subject,
    show: values.shown,
    keep: values.kept,
    onChange: (words) => write({ subject: words === suggested.subject ? undefined : words }),
  })
  const paragraphs = useTyped({
    value: own?.paragraphs ?? suggested.paragraphs,
    show: (kept) => values.shown(kept.join('\n\n')),
    keep: (typed) => paragraphsOf(values.kept(typed)),
    onChange: (kept) => write({ paragraphs: isSame(kept, suggested.paragraphs) ? undefined : kept }),
  })
  const button = useTyped({
    value: own?.button ?? suggested.button ?? '',
    show: (kept) => kept,
    keep: (typed) => typed,
    onChange: (words) => write({ button: words === suggested.button ? undefined : words }),
  })
  // A label takes no values: they go where the cursor was last, the subject or the text.
  const [last, setLast] = useState<'subject' | 'paragraphs'>('paragraphs')
  const parts = {
    subject: faults.filter(({ part }) => part === 'subject'),
    paragraphs: faults.filter(({ part }) => part?.startsWith('paragraphs')),
    button: faults.filter(({ part }) => part === 'button' || part === null),
  }
  const described = (part: keyof typeof parts) => (parts[part].length > 0 ? ids[part] : undefined)
  const reset = (): void => {
    write(undefined)
    paragraphs.field.current?.focus()
    notifyUndo(text('campaigns.suggestedIsBack'), () => write(own))
  }
  const area = (
    name: keyof typeof parts,
    typed: typeof subject & { field: RefObject<HTMLTextAreaElement | null> },
  ) => ({
    lang: place.language,
    value: typed.shown,
    field: typed.field,
    onChange: typed.set,
    faults: described(name),
  })
  return (
    <>
      <TextHead isOwn={own !== undefined} onReset={reset} />
      <div className={classes['well']} data-faulty={faults.length > 0}>
        <TokenArea
          {...area('subject', subject)}
          label={text('campaigns.mailSubject')}
          isLine
          onFocus={() => setLast('subject')}
        />
        <TextFaults id={ids.subject} faults={parts.subject} />
        <TokenArea
          {...area('paragraphs', paragraphs)}
          label={text('campaigns.mailText')}
          onFocus={() => setLast('paragraphs')}
        />
        <TextFaults id={ids.paragraphs} faults={parts.paragraphs} />
        {suggested.button !== null && (
          <>
            <TokenArea {...area('button', button)} label={text('campaigns.mailButton')} isLine />
            <TextFaults id={ids.button} faults={parts.button} />
          </>
        )}
        <div className={classes['bar']}>
          <ValueMenu
            names={texts.offers}
            onPick={(name) => (last === 'subject' ? subject : paragraphs).insert(`{${values.word(name)}}`)}
          />
          <TextLength {...written} />
        </div>
      </div>
    </>
  )
}
