import { NumberInput, Select, TextInput } from '@mantine/core'
import { useText } from '../../messages/use-text.ts'
import { specialties, specialtyWords } from '../recall-types-view.ts'
import classes from './form.module.css'
import { ServiceSelect } from './ServiceSelect.tsx'
import type { Language } from './type-values.ts'
import type { TypeForm } from './use-type-form.ts'

const languages = ['pl', 'en', 'ru', 'ms'] as const satisfies readonly Language[]

const nameLabels = {
  en: 'recallTypeForm.nameEn',
  pl: 'recallTypeForm.namePl',
  ru: 'recallTypeForm.nameRu',
  ms: 'recallTypeForm.nameMs',
} as const

interface NameFieldsProps {
  readonly form: TypeForm
  readonly clinicLanguage: Language
  /** A type of a pack keeps the speciality of its pack. */
  readonly isOwn: boolean
}

/** What it is called in the four languages, the clinic's first. */
export function NameFields({ form, clinicLanguage, isOwn }: NameFieldsProps) {
  const text = useText()
  const [first, ...others] = [clinicLanguage, ...languages.filter((one) => one !== clinicLanguage)]
  return (
    <div className={classes['form']}>
      <TextInput
        label={text(nameLabels[first])}
        description={text('recallTypeForm.nameHelp')}
        lang={first}
        required
        maxLength={60}
        {...form.getInputProps(`names.${first}`)}
      />
      {others.map((language) => (
        <TextInput
          key={language}
          label={text(nameLabels[language])}
          placeholder={form.values.names[first]}
          lang={language}
          maxLength={60}
          {...form.getInputProps(`names.${language}`)}
        />
      ))}
      {isOwn && (
        <Select
          label={text('recallTypes.specialty')}
          data={specialties.map((value) => ({ value, label: text(specialtyWords[value]) }))}
          {...form.getInputProps('specialty')}
        />
      )}
    </div>
  )
}

/** The visits that are this one: they satisfy it, and a new type counts from them. */
export function ServiceFields({ form }: { readonly form: TypeForm }) {
  const text = useText()
  const { serviceKeys } = form.values
  const choose = (chosen: string[]): void => {
    // Until somebody says otherwise, what satisfies it is also what it counts from.
    const follows = form.values.triggers.findIndex(
      ({ kind, codes }) => kind === 'visit' && codes.join(' ') === serviceKeys.join(' '),
    )
    form.setFieldValue('serviceKeys', chosen)
    if (follows >= 0) form.setFieldValue(`triggers.${follows}.codes`, chosen)
  }
  return (
    <div className={classes['form']}>
      <ServiceSelect
        label={text('recallTypeForm.services')}
        help={text('recallTypeForm.servicesHelp')}
        form={form}
        path="serviceKeys"
        value={serviceKeys}
        onChoose={choose}
      />
      <NumberInput
        classNames={{ wrapper: classes['number'] ?? '' }}
        label={text('recallTypes.minutes')}
        suffix={` ${text('recallTypeForm.min')}`}
        description={text('recallTypeForm.minutesHelp')}
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps('minutes')}
      />
    </div>
  )
}
