import type { CSSProperties } from 'react'
import { useNumbers } from '../numbers.ts'
import { useWord } from '../words.ts'
import classes from './funnel.module.css'

export interface FunnelStep {
  readonly id: string
  readonly label: string
  readonly count: number
  /** Where the others went, in words: “84 withheld, see why”. */
  readonly note?: string
  /** What the share is taken of, when it is not the step before (visits whose day has come). */
  readonly of?: number
}

interface FunnelProps {
  readonly caption: string
  readonly labelHeader: string
  readonly countHeader: string
  readonly steps: readonly FunnelStep[]
}

/** Where people are lost: one bar a step, its count, its share of the step before (never of fewer than 30). */
export function Funnel({ caption, labelHeader, countHeader, steps }: FunnelProps) {
  const word = useWord()
  const largest = Math.max(1, ...steps.map((step) => step.count))
  return (
    <table className={classes['funnel']}>
      <caption className="k-unseen">{caption}</caption>
      <thead className={classes['head']}>
        <tr>
          <th scope="col">
            <span className="k-unseen">{labelHeader}</span>
          </th>
          <td />
          <th scope="col" className={classes['number']}>
            <span className="k-unseen">{countHeader}</span>
          </th>
          <th scope="col" className={classes['number']}>
            {word('stepBefore')}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => (
          <FunnelRow
            key={step.id}
            step={step}
            before={step.of ?? steps[index - 1]?.count}
            largest={largest}
            depth={index / Math.max(1, steps.length - 1)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface FunnelRowProps {
  readonly step: FunnelStep
  readonly before: number | undefined
  readonly largest: number
  /** 0 for the first step, 1 for the last: deeper steps are darker. */
  readonly depth: number
}

function FunnelRow({ step, before, largest, depth }: FunnelRowProps) {
  const numbers = useNumbers()
  const shade = depth < 0.5 ? 'light' : depth < 0.75 ? 'middle' : 'dark'
  return (
    <tr>
      <th scope="row" className={classes['label']}>
        {step.label}
      </th>
      <td className={classes['barCell']}>
        <div className={classes['line']}>
          <span
            className={classes['bar']}
            data-shade={shade}
            style={{ '--share': step.count / largest } as CSSProperties}
          />
          {step.note && <span className={classes['note']}>{step.note}</span>}
        </div>
      </td>
      <td className={classes['number']}>
        <b>{numbers.count(step.count)}</b>
      </td>
      <td className={classes['number']}>
        {before !== undefined && before >= 30 && numbers.percent(step.count / before)}
      </td>
    </tr>
  )
}
