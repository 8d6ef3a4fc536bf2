import { ActionIcon, Button, TextInput } from '@mantine/core'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { useText } from '../../messages/use-text.ts'
import { clockText } from '../clock-text.ts'
import { type Day, days } from '../week-runs.ts'
import { useDayNames } from '../week-words.ts'
import type { PersonForm } from './person-values.ts'
import classes from './schedule-form.module.css'
import { copiedToWeekdays, type SpanValue, withOneMore, withoutSpan } from './week-values.ts'

/** Weekly hours: a row for each day, any number of spans in it. */
export function WeekFields({ form }: { readonly form: PersonForm }) {
  const text = useText()
  return (
    <div className={classes['week']}>
      <p className={classes['help']}>{text('services.hoursHelp')}</p>
      {days.map((day) => (
        <DayRow key={day} day={day} form={form} />
      ))}
    </div>
  )
}

interface DayRowProps {
  readonly day: Day
  readonly form: PersonForm
}

function DayRow({ day, form }: DayRowProps) {
  const text = useText()
  const dayName = useDayNames()
  const name = dayName(days.indexOf(day), 'long')
  const { hours } = form.values
  const spans = hours[day]
  const fault = form.errors[`hours.${day}`]
  const change = (next: typeof hours): void => {
    form.setFieldValue('hours', next)
    form.clearFieldError(`hours.${day}`)
  }
  return (
    <fieldset className={classes['day']}>
      <legend className={classes['dayName']}>{name}</legend>
      <div className={classes['spans']}>
        {spans.length === 0 && <span className={classes['closed']}>{text('services.closed')}</span>}
        {spans.map((span, index) => (
          // Spans have no other identity than their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the form keeps the values, not the elements
          <SpanFields key={index} day={day} name={name} index={index} span={span} form={form} />
        ))}
        {fault && (
          <span className={classes['fault']} role="alert">
            {fault}
          </span>
        )}
      </div>
      <div className={classes['dayActions']}>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Icon name="plus" />}
          aria-label={text('services.addHoursOn', { day: name })}
          onClick={() => change(withOneMore(hours, day))}
        >
          {text('services.addHours')}
        </Button>
        {spans.length > 0 && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<Icon name="copy" />}
            aria-label={text('services.copyOn', { day: name, from: dayName(0), to: dayName(4) })}
            onClick={() => change(copiedToWeekdays(hours, day))}
          >
            {text('services.copyToWeekdays', { from: dayName(0), to: dayName(4) })}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

interface SpanFieldsProps extends DayRowProps {
  readonly name: string
  readonly index: number
  readonly span: SpanValue
}

function SpanFields({ day, name, index, span, form }: SpanFieldsProps) {
  const text = useText()
  const path = `hours.${day}.${index}`
  const fault = form.errors[path]
  const field = (part: keyof SpanValue) => ({
    classNames: { wrapper: classes['time'] ?? '' },
    maxLength: 5,
    'aria-label': text(part === 'opens' ? 'services.opens' : 'services.closes', { day: name }),
    ...form.getInputProps(`${path}.${part}`),
    onBlur: () => {
      form.setFieldValue(`${path}.${part}`, clockText(span[part]))
      void form.validateField(path)
    },
    error: Boolean(fault),
  })
  return (
    <div>
      <div className={classes['span']}>
        <TextInput {...field('opens')} />
        <span aria-hidden="true">–</span>
        <TextInput {...field('closes')} />
        <ActionIcon
          variant="subtle"
          aria-label={text('services.removeHours', { day: name, hours: `${span.opens}–${span.closes}` })}
          onClick={() => {
            form.clearErrors()
            form.setFieldValue('hours', withoutSpan(form.values.hours, day, index))
          }}
        >
          <Icon name="x" />
        </ActionIcon>
      </div>
      {fault && (
        <span className={classes['fault']} role="alert">
          {fault}
        </span>
      )}
    </div>
  )
}
