import type { ReactNode } from 'react'
import type { RecallTypeDetail } from '../../../src/recall/contract/recall-type-pages.ts'
import { Facts } from '../../ui/facts/Facts.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { State } from '../states/State.tsx'
import { type Definition, fieldLabels, useFieldWords } from './field-words.ts'
import classes from './recall-types.module.css'
import { useRowIntervalWords, useWhomWords } from './type-words.ts'
import { useTypeCounts } from './use-recall-types.ts'

interface TypeFactsProps {
  readonly type: RecallTypeDetail
  readonly nameOf: (key: string) => string
}

/** Whether it is on, by whom and since when, and whom it concerns now. */
export function TypeHere({ type }: Pick<TypeFactsProps, 'type'>) {
  const text = useText()
  const numbers = useNumbers()
  const counts = useTypeCounts().data?.types.find(({ key }) => key === type.key)
  const { enabled } = type
  return (
    <Facts
      facts={[
        { label: text('recallTypes.state'), value: <State of="recallType" state={type.state} /> },
        ...(enabled
          ? [
              {
                label: text('recallTypes.enabled'),
                value: text('recallTypes.enabledBy', { by: enabled.by, at: enabled.at.text }),
              },
            ]
          : []),
        ...(enabled && counts
          ? [
              {
                label: text('recallTypes.patients'),
                value: text('recallTypes.patientsDue', {
                  patients: numbers.count(counts.patients),
                  due: numbers.count(counts.dueNow),
                }),
              },
            ]
          : []),
        ...(enabled === null && type.hasOwnWords && type.pack !== null
          ? [{ label: text('recallTypes.ownWords'), value: text('recallTypes.ownWordsOff') }]
          : []),
      ]}
    />
  )
}

/** From what it counts, for whom, how often, and how it stands with other types. */
export function TypeRule({ type, nameOf }: TypeFactsProps) {
  const text = useText()
  const interval = useRowIntervalWords()
  const whom = useWhomWords()
  const says = useFieldWords(nameOf)
  const { definition } = type
  const linked = (label: string, links: readonly { readonly name: string }[]) =>
    links.length === 0 ? [] : [{ label, value: <Lines lines={links.map(({ name }) => name)} /> }]
  const fact = (field: keyof Definition) => {
    const value = definition[field]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return []
    const say = says[field] as (value: unknown) => readonly string[]
    const lines = say(value)
    return [{ label: text(fieldLabels[field]), value: <Lines lines={lines} /> }]
  }
  return (
    <Facts
      facts={[
        { label: text('recallTypes.interval'), value: interval(type) },
        { label: text('recallTypes.whomMeant'), value: whom({ ...type, needsCondition: false }) },
        ...fact('conditions'),
        ...fact('excludedConditions'),
        ...(definition.risk
          ? [
              {
                label: text('recallTypes.risk'),
                value: <Lines lines={says.conditions(definition.risk.conditions)} />,
              },
            ]
          : []),
        ...fact('triggers'),
        ...fact('serviceKeys'),
        ...fact('minutes'),
        ...fact('dueSoonDays'),
        ...fact('graceDays'),
        ...linked(text('recallTypes.takesPlaceOf'), type.takesPlaceOf),
        ...linked(text('recallTypes.supersededBy'), type.replacedBy),
        ...linked(text('recallTypes.succeeds'), type.growsFrom),
        ...linked(text('recallTypes.growsInto'), type.growsInto),
        ...fact('priority'),
        ...fact('benchmark'),
      ]}
    />
  )
}

/** Who says so, whether that was read, and when it is read again. */
export function TypeSource({ type, nameOf }: TypeFactsProps) {
  const text = useText()
  const says = useFieldWords(nameOf)
  const standing = says.status(type.status)[0] ?? ''
  return (
    <>
      {/* Sources are written in English, or in the clinic's own words. */}
      <p className={classes['source']} lang={type.status === 'clinic' ? undefined : 'en'}>
        {type.source}
      </p>
      {type.sourceUrl !== null && (
        <p className={classes['source']}>
          <a href={type.sourceUrl} target="_blank" rel="noreferrer">
            {text('recallTypes.readSource')}
          </a>
        </p>
      )}
      <Facts
        facts={[
          {
            label: text('recallTypes.standing'),
            value: type.status === 'unverified' ? <Status look="attention" word={standing} /> : standing,
          },
          { label: text('recallTypes.verifiedOn'), value: type.verifiedOn.text },
          ...(type.reviewOn
            ? [
                {
                  label: text('recallTypes.reviewOn'),
                  value: type.isReviewOverdue ? (
                    <Status look="attention" word={type.reviewOn.text} />
                  ) : (
                    type.reviewOn.text
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}

export function Lines({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return lines.length === 1
    ? lines[0]
    : lines.map((line) => (
        <div key={line} className={classes['line']}>
          {line}
        </div>
      ))
}
