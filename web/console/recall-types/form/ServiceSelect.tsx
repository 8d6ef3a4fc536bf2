import { MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../messages/use-text.ts'
import { useServiceNames } from '../use-recall-types.ts'
import type { TypeForm } from './use-type-form.ts'

interface ServiceSelectProps {
  readonly label: string
  readonly help: string
  readonly form: TypeForm
  readonly path: string
  readonly value: readonly string[]
  /** Visits of the practice system may bear codes that are no service here. */
  readonly takesCodes?: boolean
  readonly onChoose?: (value: string[]) => void
}

/** Services of the clinic by their names; what it does not offer and a pack names stays by its key. */
export function ServiceSelect(props: ServiceSelectProps) {
  const { label, help, form, path, value, takesCodes = false, onChoose } = props
  const text = useText()
  const names = useServiceNames()
  const [words, setWords] = useState('')
  const offered = [...(names ?? [])].map(([key, name]) => ({ value: key, label: name }))
  const others = value.filter((key) => !names?.has(key)).map((key) => ({ value: key, label: key }))
  const code = words.trim()
  const isNew = takesCodes && code !== '' && !value.includes(code) && names?.has(code) === false
  return (
    <MultiSelect
      label={label}
      description={help}
      data={[
        ...offered,
        ...others,
        ...(isNew ? [{ value: code, label: text('recallTypeForm.asCode', { code }) }] : []),
      ]}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      hidePickedOptions
      nothingFoundMessage={text('recallTypeForm.noService')}
      {...form.getInputProps(path)}
      {...(onChoose ? { onChange: onChoose } : {})}
    />
  )
}
