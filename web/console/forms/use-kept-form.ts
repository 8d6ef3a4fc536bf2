import { type FormErrors, type UseFormReturnType, useForm } from '@mantine/form'
import { useState } from 'react'
import { useSession } from '../api/session.ts'

export interface KeptForm<Values> {
  readonly form: UseFormReturnType<Values>
  readonly isChanged: boolean
  /** Forgets what was written and not saved. */
  readonly forget: () => void
}

interface KeptFormWish<Values> {
  /** Whose fields these are: `recall-type.dental_hygiene`. */
  readonly place: string
  readonly saved: Values
  readonly validate: (values: Values) => FormErrors
}

/**
 * Fields that are being written. Kept in this tab for whoever writes them until they are saved or given up, so that neither
 * a reload nor an automatic sign-out loses them; for what names no patient.
 */
export function useKeptForm<Values extends object>({
  place,
  saved,
  validate,
}: KeptFormWish<Values>): KeptForm<Values> {
  const keptAt = `kembali.${useSession().staff.id}.${place}`
  const [initialValues] = useState(() => readKept(keptAt, saved) ?? saved)
  const form = useForm<Values>({
    initialValues,
    validateInputOnBlur: true,
    clearInputErrorOnChange: true,
    validate,
    onValuesChange: (values) => sessionStorage.setItem(keptAt, JSON.stringify({ saved, values })),
  })
  return {
    form,
    isChanged: JSON.stringify(form.values) !== JSON.stringify(saved),
    forget: () => sessionStorage.removeItem(keptAt),
  }
}

/** Only what was written about it as it is now: somebody else may have saved it in the meantime. */
function readKept<Values>(place: string, saved: Values): Values | undefined {
  const json = sessionStorage.getItem(place)
  if (json === null) return undefined
  const kept: { readonly saved: Values; readonly values: Values } = JSON.parse(json)
  return JSON.stringify(kept.saved) === JSON.stringify(saved) ? kept.values : undefined
}
