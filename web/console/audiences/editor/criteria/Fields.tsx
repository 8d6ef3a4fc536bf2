import { Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../../messages/use-text.ts'
import classes from '../editor.module.css'

interface SomeOfProps<T extends string> {
  readonly label: string
  readonly help?: string | undefined
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly value: readonly T[]
  readonly onChange: (value: readonly T[]) => void
}

/** More than this and a list is searched, not read. */
const readAtOnce = 8

/** Several of a list, in the order of the list; a long one can be searched. */
export function SomeOf<T extends string>({ label, help, options, value, onChange }: SomeOfProps<T>) {
  const text = useText()
  const [words, setWords] = useState('')
  const isLong = options.length > readAtOnce
  const wanted = words.trim().toLocaleLowerCase()
  const shown = options.filter(
    (option) => value.includes(option.value) || option.label.toLocaleLowerCase().includes(wanted),
  )
  return (
    <div>
      <Checkbox.Group
        label={label}
        description={help}
        value={[...value]}
        onChange={(chosen) =>
          onChange(options.map((option) => option.value).filter((one) => chosen.includes(one)))
        }
      >
        {isLong && (
          <TextInput
            type="search"
            aria-label={text('audienceEditor.searchList', { list: label })}
            placeholder={text('audienceEditor.search')}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        <div className={classes['options']} data-long={isLong}>
          {shown.map((option) => (
            <Checkbox key={option.value} value={option.value} label={option.label} />
          ))}
          {shown.length === 0 && <p className={classes['none']}>{text('audienceEditor.noneHere')}</p>}
        </div>
      </Checkbox.Group>
    </div>
  )
}

interface FreeListProps {
  readonly label: string
  readonly help: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Codes or beginnings, as they are typed: Enter or a comma ends one. */
export function FreeList({ label, help, value, onChange }: FreeListProps) {
  return (
    <TagsInput
      label={label}
      description={help}
      value={[...value]}
      onChange={onChange}
      acceptValueOnBlur
      splitChars={[',', ';']}
      maxTags={100}
    />
  )
}

interface LimitsProps {
  readonly from: number | undefined
  readonly to: number | undefined
  readonly fromLabel: string
  readonly toLabel: string
  readonly most: number
  readonly onChange: (limits: { readonly from: number | undefined; readonly to: number | undefined }) => void
}

/** A lower and an upper limit; either may be left empty. */
export function Limits({ from, to, fromLabel, toLabel, most, onChange }: LimitsProps) {
  return (
    <div className={classes['pair']}>
      <WholeNumber
        label={fromLabel}
        value={from}
        most={most}
        onChange={(next) => onChange({ from: next, to })}
      />
      <WholeNumber label={toLabel} value={to} most={most} onChange={(next) => onChange({ from, to: next })} />
    </div>
  )
}

interface WholeNumberProps {
  readonly label: string
  readonly help?: string
  readonly value: number | undefined
  readonly least?: number
  readonly most: number
  readonly onChange: (value: number | undefined) => void
}

export function WholeNumber({ label, help, value, least = 0, most, onChange }: WholeNumberProps) {
  return (
    <NumberInput
      label={label}
      description={help}
      value={value ?? ''}
      min={least}
      max={most}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={least < 0}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  )
}

interface Unit {
  readonly unit: 'days' | 'months'
}

export function UnitSelect({
  unit,
  onChange,
}: {
  readonly unit: Unit['unit']
  readonly onChange: (unit: Unit['unit']) => void
}) {
  const text = useText()
  return (
    <Select
      label={text('audienceEditor.unit')}
      data={[
        { value: 'days', label: text('audienceEditor.days') },
        { value: 'months', label: text('audienceEditor.months') },
      ]}
      value={unit}
      onChange={(value) => onChange(value === 'days' ? 'days' : 'months')}
    />
  )
}

interface WithinFieldProps {
  readonly value: (Unit & { readonly count: number }) | undefined
  readonly onChange: (value: (Unit & { readonly count: number }) | undefined) => void
}

const longest = 3660
const usual = { unit: 'months', count: 12 } as const

/** "In the last 24 months", or at any time. */
export function WithinField({ value, onChange }: WithinFieldProps) {
  const text = useText()
  return (
    <>
      <Checkbox
        label={text('audienceEditor.onlyLately')}
        checked={value !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? usual : undefined)}
      />
      {value && (
        <div className={classes['pair']}>
          <WholeNumber
            label={text('audienceEditor.inTheLast')}
            value={value.count}
            least={1}
            most={longest}
            onChange={(count) => onChange({ ...value, count: Math.max(1, count ?? 1) })}
          />
          <UnitSelect unit={value.unit} onChange={(unit) => onChange({ ...value, unit })} />
        </div>
      )}
    </>
  )
}
