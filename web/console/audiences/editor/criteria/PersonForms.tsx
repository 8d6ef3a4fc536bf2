import { NumberInput } from '@mantine/core'
import { criteriaChoices } from '../../../../../src/campaigns/contract/criteria-choices.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../messages/use-text.ts'
import classes from '../editor.module.css'
import { FreeList, Limits, SomeOf } from './Fields.tsx'
import type { FormProps } from './form-props.ts'

const oldest = 130
const minorUnits = 100
const mostValue = 10_000_000

export function AgeForm({ criterion, onChange }: FormProps<'age'>) {
  const text = useText()
  return (
    <Limits
      from={criterion.from}
      to={criterion.to}
      fromLabel={text('audienceEditor.fromYears')}
      toLabel={text('audienceEditor.toYears')}
      most={oldest}
      onChange={(limits) => onChange({ kind: 'age', ...limits })}
    />
  )
}

export function SexForm({ criterion, onChange }: FormProps<'sex'>) {
  const text = useText()
  return (
    <SomeOf
      label={text('audienceEditor.kindSex')}
      options={criteriaChoices.sexes.map((value) => ({ value, label: text(`audiences.sex.${value}`) }))}
      value={criterion.anyOf}
      onChange={(anyOf) => onChange({ kind: 'sex', anyOf })}
    />
  )
}

export function LanguageForm({ criterion, onChange }: FormProps<'language'>) {
  const text = useText()
  return (
    <SomeOf
      label={text('audienceEditor.kindLanguage')}
      options={criteriaChoices.languages.map((value) => ({
        value,
        label: text(`audiences.language.${value}`),
      }))}
      value={criterion.anyOf}
      onChange={(anyOf) => onChange({ kind: 'language', anyOf })}
    />
  )
}

export function PostcodeForm({ criterion, onChange }: FormProps<'postcode'>) {
  const text = useText()
  return (
    <FreeList
      label={text('audienceEditor.postcodes')}
      help={text('audienceEditor.postcodesHelp')}
      value={criterion.startsWith}
      onChange={(startsWith) => onChange({ kind: 'postcode', startsWith })}
    />
  )
}

const farthest = 20_000

/** A place as maps give it; it is kept with the audience, never in the address of the page. */
export function DistanceForm({ criterion, onChange }: FormProps<'distance'>) {
  const text = useText()
  const { km, from } = criterion
  return (
    <>
      <NumberInput
        label={text('audienceEditor.kilometres')}
        value={km}
        min={0.1}
        max={farthest}
        decimalScale={1}
        allowNegative={false}
        onChange={(value) => onChange({ ...criterion, km: typeof value === 'number' ? value : 0 })}
      />
      <div className={classes['pair']}>
        {(['latitude', 'longitude'] as const).map((side) => (
          <NumberInput
            key={side}
            label={text(`audienceEditor.${side}`)}
            value={Number.isFinite(from[side]) ? from[side] : ''}
            decimalScale={6}
            hideControls
            onChange={(value) =>
              onChange({
                ...criterion,
                from: { ...from, [side]: typeof value === 'number' ? value : Number.NaN },
              })
            }
          />
        ))}
      </div>
      <p className={classes['hint']}>{text('audienceEditor.placeHelp')}</p>
    </>
  )
}

export function ValueForm({ criterion, onChange }: FormProps<'value'>) {
  const text = useText()
  const { currency } = useSession().clinic
  const major = (minor: number | undefined) =>
    minor === undefined ? undefined : Math.round(minor / minorUnits)
  const minor = (value: number | undefined) => (value === undefined ? undefined : value * minorUnits)
  return (
    <Limits
      from={major(criterion.fromMinor)}
      to={major(criterion.toMinor)}
      fromLabel={text('audienceEditor.fromMoney', { currency })}
      toLabel={text('audienceEditor.toMoney', { currency })}
      most={mostValue}
      onChange={({ from, to }) => onChange({ kind: 'value', fromMinor: minor(from), toMinor: minor(to) })}
    />
  )
}

export function PercentileForm({ criterion, onChange }: FormProps<'value_percentile'>) {
  const text = useText()
  return (
    <>
      <Limits
        from={criterion.from}
        to={criterion.to}
        fromLabel={text('audienceEditor.fromPercent')}
        toLabel={text('audienceEditor.toPercent')}
        most={100}
        onChange={(limits) => onChange({ kind: 'value_percentile', ...limits })}
      />
      <p className={classes['hint']}>{text('audienceEditor.percentHelp')}</p>
    </>
  )
}
