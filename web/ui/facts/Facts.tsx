import type { ReactNode } from 'react'
import classes from './facts.module.css'

interface Fact {
  readonly label: string
  readonly value: ReactNode
}

interface FactsProps {
  readonly facts: readonly Fact[]
  /** `ends` puts values at the right edge, as under a sum; `beside` next to their labels. */
  readonly look?: 'beside' | 'ends'
}

/** Label and value, line by line. A fact without a value is left out by the caller, never shown as a dash. */
export function Facts({ facts, look = 'beside' }: FactsProps) {
  return (
    <dl className={classes['facts']} data-look={look}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes['fact']}>
          <dt className={classes['label']}>{fact.label}</dt>
          <dd className={classes['value']}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
