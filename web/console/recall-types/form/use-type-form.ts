import { type FormErrors, type UseFormReturnType, useForm } from '@mantine/form'
import { useState } from 'react'
import { useSession } from '../../api/session.ts'
import { useText } from '../../messages/use-text.ts'
import { faultsOf } from './type-faults.ts'
import type { Language, TypeValues } from './type-values.ts'

export type TypeForm = UseFormReturnType<TypeValues>

interface KeptForm {
  readonly form: TypeForm
  readonly isChanged: boolean
  /** Forgets what was written and not saved. */
  readonly forget: () => void
}

/**
 * What is being written about a type. Kept in this tab for whoever writes it until it is saved or given up, so that neither
 * a reload nor an automatic sign-out loses it; it names no patient.
 */
export function useTypeForm(typeKey: string | null, saved: TypeValues, clinicLanguage: Language): KeptForm {
  const text = useText()
  const place = `kembali.recall-type.${useSession().staff.id}.${typeKey ?? ''}`
  const [initialValues] = useState(() => readKept(place, saved) ?? saved)
  const form = useForm<TypeValues>({
    initialValues,
    validateInputOnBlur: true,
    clearInputErrorOnChange: true,
    validate: (values): FormErrors =>
      Object.fromEntries(
        Object.entries(faultsOf(values, clinicLanguage)).map(([field, fault]) => [
          field,
          text(fault.key, fault.values),
        ]),
      ),
    onValuesChange: (values) => sessionStorage.setItem(place, JSON.stringify({ saved, values })),
  })
  return {
    form,
    isChanged: JSON.stringify(form.values) !== JSON.stringify(saved),
    forget: () => sessionStorage.removeItem(place),
  }
}

/** Only what was written about the type as it is now: somebody else may have saved it in the meantime. */
function readKept(place: string, saved: TypeValues): TypeValues | undefined {
  const json = sessionStorage.getItem(place)
  if (json === null) return undefined
  const kept: { readonly saved: TypeValues; readonly values: TypeValues } = JSON.parse(json)
  return JSON.stringify(kept.saved) === JSON.stringify(saved) ? kept.values : undefined
}
