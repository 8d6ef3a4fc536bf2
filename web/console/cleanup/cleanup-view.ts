import type { CleanupRow } from '../../../src/recall/contract/cleanup.ts'
import type { MessageKey } from '../messages/keys.ts'
import { choice, optional, useUrlState } from '../shell/url-state.ts'

export type CleanupKind = CleanupRow['fact']['kind']

/** The tabs in the order of the page: what blocks contact first. */
export const kinds = [
  'duplicate',
  'no_contact',
  'invalid_contact',
  'unclear_visit',
  'no_last_visit',
  'no_birth_date',
  'drift',
] as const satisfies readonly CleanupKind[]

export const kindLabels = {
  duplicate: 'cleanup.tabDuplicate',
  no_contact: 'cleanup.tabNoContact',
  invalid_contact: 'cleanup.tabInvalidContact',
  unclear_visit: 'cleanup.tabUnclearVisit',
  no_last_visit: 'cleanup.tabNoLastVisit',
  no_birth_date: 'cleanup.tabNoBirthDate',
  drift: 'cleanup.tabDrift',
} as const satisfies Readonly<Record<CleanupKind, MessageKey>>

export const whoseChoices = ['mine', 'nobody'] as const

const fields = {
  kind: choice(kinds),
  whose: choice(['all', ...whoseChoices]),
  /** Where this page of the list begins. */
  after: optional(),
  open: optional(),
}

export function useCleanupView() {
  return useUrlState(fields)
}

export type CleanupView = ReturnType<typeof useCleanupView>[0]

export const pageSize = 50
