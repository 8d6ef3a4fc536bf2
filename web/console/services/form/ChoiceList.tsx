import { Checkbox } from '@mantine/core'
import classes from './schedule-form.module.css'

interface ChoiceListProps {
  /** Spoken; the section's title says it on screen. */
  readonly label: string
  /** The box for all of them. */
  readonly all: string
  readonly choices: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
}

/** Any of some; all of them by one box. */
export function ChoiceList({ label, all, choices, chosen, onChoose }: ChoiceListProps) {
  const isAll = chosen.length === choices.length
  const toggle = (id: string): void =>
    onChoose(
      choices
        .map((one) => one.id)
        .filter((one) => (one === id ? !chosen.includes(id) : chosen.includes(one))),
    )
  return (
    <fieldset className={classes['choices']}>
      <legend className="k-unseen">{label}</legend>
      {choices.length > 1 && (
        <Checkbox
          label={all}
          checked={isAll}
          indeterminate={!isAll && chosen.length > 0}
          onChange={() => onChoose(isAll ? [] : choices.map(({ id }) => id))}
        />
      )}
      {choices.map(({ id, name }) => (
        <Checkbox key={id} label={name} checked={chosen.includes(id)} onChange={() => toggle(id)} />
      ))}
    </fieldset>
  )
}
