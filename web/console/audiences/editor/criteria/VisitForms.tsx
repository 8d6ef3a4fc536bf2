import { Radio } from '@mantine/core'
import type { VisitPlace } from '../../../../../src/campaigns/contract/criteria-choices.ts'
import { useText } from '../../../messages/use-text.ts'
import { useChoices } from '../use-choices.ts'
import { Limits, SomeOf, UnitSelect, WholeNumber, WithinField } from './Fields.tsx'
import type { FormProps } from './form-props.ts'

const longest = 3660

export function LastVisitForm({ criterion, onChange }: FormProps<'last_visit'>) {
  const text = useText()
  const { ago } = criterion
  return (
    <>
      <UnitSelect unit={ago.unit} onChange={(unit) => onChange({ ...criterion, ago: { ...ago, unit } })} />
      <Limits
        from={ago.from}
        to={ago.to}
        fromLabel={text('audienceEditor.atLeastAgo')}
        toLabel={text('audienceEditor.lessThanAgo')}
        most={longest}
        onChange={(limits) => onChange({ ...criterion, ago: { ...ago, ...limits } })}
      />
      <PlaceFields place={criterion} onChange={(place) => onChange({ ...criterion, ...place })} />
    </>
  )
}

export function VisitedForm({ criterion, onChange }: FormProps<'visited'>) {
  return (
    <>
      <WithinField value={criterion.within} onChange={(within) => onChange({ ...criterion, within })} />
      <PlaceFields place={criterion} onChange={(place) => onChange({ ...criterion, ...place })} />
    </>
  )
}

interface PlaceFieldsProps {
  readonly place: VisitPlace
  readonly onChange: (place: VisitPlace) => void
}

/** Which visits are meant: each list narrows further, an empty one does not. */
function PlaceFields({ place, onChange }: PlaceFieldsProps) {
  const text = useText()
  const { choices } = useChoices()
  const lists = [
    [
      'specialities',
      'audienceEditor.specialities',
      choices.specialities.map((name) => ({ key: name, name })),
    ],
    ['services', 'audienceEditor.services', choices.services],
    ['providers', 'audienceEditor.providers', choices.providers],
    ['locations', 'audienceEditor.locations', choices.locations],
  ] as const
  return lists.map(([list, label, offered]) => {
    const chosen = place[list] ?? []
    const options = withChosen(offered, chosen)
    if (options.length === 0) return null
    return (
      <SomeOf
        key={list}
        label={text(label)}
        options={options}
        value={chosen}
        onChange={(next) => onChange({ [list]: next.length === 0 ? undefined : next })}
      />
    )
  })
}

interface Choice {
  readonly key: string
  readonly name: string
  readonly isOffered?: boolean
}

/** What is chosen stays to be seen, also where the clinic has it no more. */
export function withChosen(all: readonly Choice[], chosen: readonly string[]) {
  const known = new Set(all.map(({ key }) => key))
  const offered = all.filter(({ key, isOffered = true }) => isOffered || chosen.includes(key))
  return [
    ...offered.map(({ key, name }) => ({ value: key, label: name })),
    ...chosen.filter((key) => !known.has(key)).map((key) => ({ value: key, label: key })),
  ]
}

export function NextVisitForm({ criterion, onChange }: FormProps<'next_visit'>) {
  const text = useText()
  const { has, withinDays } = criterion
  return (
    <>
      <Radio.Group
        label={text('audienceEditor.bookings')}
        value={has ? 'something' : 'nothing'}
        onChange={(value) => onChange({ kind: 'next_visit', has: value === 'something' })}
      >
        <Radio value="nothing" label={text('audienceEditor.nothingBooked')} />
        <Radio value="something" label={text('audienceEditor.somethingBooked')} />
      </Radio.Group>
      {has && (
        <WholeNumber
          label={text('audienceEditor.withinDays')}
          help={text('audienceEditor.emptyAnyTime')}
          value={withinDays}
          most={longest}
          onChange={(days) => onChange({ kind: 'next_visit', has: true, withinDays: days })}
        />
      )}
    </>
  )
}

const mostMissed = 100

export function NoShowsForm({ criterion, onChange }: FormProps<'no_shows'>) {
  const text = useText()
  return (
    <>
      <WholeNumber
        label={text('audienceEditor.atLeast')}
        value={criterion.atLeast}
        least={1}
        most={mostMissed}
        onChange={(atLeast) => onChange({ ...criterion, atLeast: Math.max(1, atLeast ?? 1) })}
      />
      <WithinField value={criterion.within} onChange={(within) => onChange({ ...criterion, within })} />
    </>
  )
}
