import { useEffect } from 'react'
import { optional, useUrlState } from '../../shell/url-state.ts'
import type { Draft } from './use-draft.ts'

const fields = { pin: optional() }

/** Back from the editor of audiences: the version that was saved there is the one this campaign asks for. */
export function usePinned(draft: Draft, isFixed: boolean): void {
  const [{ pin }, change] = useUrlState(fields)
  useEffect(() => {
    if (pin === undefined) return
    const [audienceId = '', version = ''] = pin.split('.')
    if (!isFixed && audienceId !== '' && Number(version) >= 1)
      draft.edit((document) => ({
        ...document,
        audience: { kind: 'saved', audienceId, version: Number(version) },
      }))
    change({ pin: undefined }, { replace: true })
  })
}

/** What the address of a campaign says when it is opened with this version. */
export function pinOf(audience: { readonly id: string; readonly version: number }): { readonly pin: string } {
  return { pin: `${audience.id}.${audience.version}` }
}
