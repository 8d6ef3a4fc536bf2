import type { FormErrors } from '@mantine/form'
import { useEffect, useRef } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { useText } from '../../messages/use-text.ts'
import type { KnownProblems } from '../../shell/problem-text.ts'
import { type TypesWish, useTypeEffects } from '../use-type-changes.ts'
import { fieldOfPath } from './type-faults.ts'

const byReason: KnownProblems = {
  unknown: 'recallTypeForm.faultUnknown',
  circle: 'recallTypeForm.faultCircle',
}

/** Tells when the server refuses fields of a type whose effect was asked for; the question itself is the dialog's. */
export function useRefusal(wish: TypesWish | null, onRefused: (errors: FormErrors) => void): void {
  const text = useText()
  const { error } = useTypeEffects(wish, 'estimate')
  const tell = (refusal: ApiError): void => {
    const faults = (refusal.problem.fields ?? []).flatMap(({ path, reason }) => {
      const field = fieldOfPath(path)
      return field === null ? [] : [[field, text(byReason[reason] ?? 'recallTypeForm.faultRefused')]]
    })
    if (faults.length > 0) onRefused(Object.fromEntries(faults))
  }
  const latest = useRef(tell)
  latest.current = tell
  useEffect(() => {
    if (error instanceof ApiError) latest.current(error)
  }, [error])
}
