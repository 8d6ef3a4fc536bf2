import type { RecallTypeDetail } from '../../../src/recall/contract/recall-type-pages.ts'
import { useText } from '../messages/use-text.ts'
import { fieldLabels, useFieldWords } from './field-words.ts'
import classes from './recall-types.module.css'
import { Lines } from './TypeFacts.tsx'

type Change = RecallTypeDetail['changes'][number]

interface TypeChangesProps {
  readonly changes: readonly Change[]
  readonly nameOf: (key: string) => string
}

/** Field by field: what holds, and what would. */
export function TypeChanges({ changes, nameOf }: TypeChangesProps) {
  const text = useText()
  const says = useFieldWords(nameOf)
  const linesOf = (field: string, json: string): readonly string[] => {
    const value: unknown = JSON.parse(json)
    if (value === null || (Array.isArray(value) && value.length === 0)) return [text('recallTypes.nothing')]
    const say = Object.hasOwn(says, field) ? (says[field as keyof typeof says] as Say) : undefined
    return say === undefined ? [json] : saidSafely(say, value, json)
  }
  return (
    <dl className={classes['changes']}>
      {changes.map(({ field, before, after }) => (
        <div key={field} className={classes['change']}>
          <dt>
            {Object.hasOwn(fieldLabels, field) ? text(fieldLabels[field as keyof typeof fieldLabels]) : field}
          </dt>
          <dd>
            <span className="k-unseen">{text('recallTypes.before')}</span>
            <del>
              <Lines lines={linesOf(field, before)} />
            </del>
          </dd>
          <dd>
            <span className="k-unseen">{text('recallTypes.after')}</span>
            <ins>
              <Lines lines={linesOf(field, after)} />
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

type Say = (value: unknown) => readonly string[]

/** What an older version of the program wrote may have another shape: then as it stands. */
function saidSafely(say: Say, value: unknown, json: string): readonly string[] {
  try {
    return say(value)
  } catch {
    return [json]
  }
}
