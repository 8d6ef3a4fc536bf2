import type { UseFormReturnType } from '@mantine/form'
import { type KeptForm, useKeptForm } from '../../forms/use-kept-form.ts'
import { useText } from '../../messages/use-text.ts'
import { faultsOf } from './type-faults.ts'
import type { Language, TypeValues } from './type-values.ts'

export type TypeForm = UseFormReturnType<TypeValues>

/** What is being written about a type. */
export function useTypeForm(
  typeKey: string | null,
  saved: TypeValues,
  clinicLanguage: Language,
): KeptForm<TypeValues> {
  const text = useText()
  return useKeptForm({
    place: `recall-type.${typeKey ?? ''}`,
    saved,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(faultsOf(values, clinicLanguage)).map(([field, fault]) => [
          field,
          text(fault.key, fault.values),
        ]),
      ),
  })
}
