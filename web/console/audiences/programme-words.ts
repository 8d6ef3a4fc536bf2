import type { MessageKey } from '../messages/keys.ts'
import type { AudienceRow } from './use-audiences.ts'

/** In the order in which a clinic meets them. */
export const programmes = [
  'recall',
  'reactivation',
  'one_off',
] as const satisfies readonly AudienceRow['programme'][]

export const programmeWords: Readonly<Record<AudienceRow['programme'], MessageKey>> = {
  recall: 'audienceList.programmeRecall',
  reactivation: 'audienceList.programmeReactivation',
  one_off: 'audienceList.programmeOneOff',
}
