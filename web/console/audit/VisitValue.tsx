import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'
import { useAuditChanges } from './use-audit.ts'

const mostUnits = 10_000_000

/** What a visit brings on average, for records that do not tell; money is worked out with it at once. */
export function VisitValue({ valueMinor }: { readonly valueMinor: number | null }) {
  const text = useText()
  const { currency } = useSession().clinic
  const { valuing } = useAuditChanges()
  const form = useForm({
    initialValues: { value: valueMinor === null ? '' : String(Math.round(valueMinor / 100)) },
    validateInputOnBlur: true,
    validate: { value: (value) => (wholeUnits(value) === null ? text('audit.visitValueWrong') : null) },
  })
  return (
    <form
      className={classes['visitValue']}
      noValidate
      onSubmit={form.onSubmit(({ value }) => {
        const units = wholeUnits(value)
        if (units !== null) valuing.mutate(units * 100)
      })}
    >
      <TextInput
        label={text('audit.visitValue', { currency })}
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps('value')}
      />
      <Button type="submit" loading={valuing.isPending}>
        {text('audit.save')}
      </Button>
    </form>
  )
}

function wholeUnits(text: string): number | null {
  const digits = text.replaceAll(/\s/g, '')
  const units = Number(digits)
  return /^\d+$/.test(digits) && units >= 1 && units <= mostUnits ? units : null
}
