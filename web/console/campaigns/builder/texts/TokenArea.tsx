import { type KeyboardEvent, type ReactNode, type Ref, useId } from 'react'
import classes from './texts.module.css'

interface TokenAreaProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Language of what is written. */
  readonly lang: string
  /** `framed`: the one field of its frame, which shows the focus for it. */
  readonly look?: 'plain' | 'framed'
  /** Words that are always there, in front of what is written and behind it. */
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** One line: Enter does nothing. */
  readonly isLine?: boolean
  /** Id of what is wrong with it; given means that something is. */
  readonly faults?: string | undefined
  /** Ids of what else describes it. */
  readonly describedBy?: string | undefined
  readonly field: Ref<HTMLTextAreaElement>
  readonly onFocus?: () => void
}

/** A text field in which `{values}` stand out. It is as tall as its text. */
export function TokenArea(props: TokenAreaProps) {
  const { label, value, lang, isLine = false, look = 'plain', faults, describedBy, field } = props
  const id = useId()
  const described = [faults, describedBy].filter((one) => one !== undefined).join(' ')
  const stay = (event: KeyboardEvent): void => {
    if (isLine && event.key === 'Enter' && !(event.ctrlKey || event.metaKey)) event.preventDefault()
  }
  return (
    <div className={classes['field']} data-look={look}>
      <label className={classes['label']} htmlFor={id}>
        {label}
      </label>
      {props.before}
      <div className={classes['area']}>
        <p className={classes['ghost']} aria-hidden="true">
          <Tokens text={value} />{' '}
        </p>
        <textarea
          ref={field}
          id={id}
          rows={1}
          className={classes['input']}
          value={value}
          lang={lang}
          spellCheck
          aria-invalid={faults !== undefined}
          {...(described === '' ? {} : { 'aria-describedby': described })}
          onFocus={props.onFocus}
          onKeyDown={stay}
          onChange={({ currentTarget }) =>
            props.onChange(isLine ? currentTarget.value.replace(/\s*\n\s*/g, ' ') : currentTarget.value)
          }
        />
      </div>
      {props.after}
    </div>
  )
}

/** The same words, unseen, behind the field: only what stands in brackets has a ground. */
function Tokens({ text }: { readonly text: string }) {
  return text.split(/(\{[^{}\n]*\})/).map((piece, index) =>
    piece.startsWith('{') && piece.endsWith('}') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other identity
      <mark key={index}>{piece}</mark>
    ) : (
      piece
    ),
  )
}
