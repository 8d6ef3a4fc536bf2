import type { WordingFault } from '../../../../../src/campaigns/contract/wording.ts'
import type { MessageKey } from '../../../messages/keys.ts'

interface FaultWords {
  readonly what: MessageKey
  readonly mend: MessageKey
}

/** What is wrong with a text, and how to mend it. */
export const faultWords: Readonly<Record<WordingFault['kind'], FaultWords>> = {
  empty: { what: 'campaigns.faultEmpty', mend: 'campaigns.mendEmpty' },
  not_readable: { what: 'campaigns.faultBrackets', mend: 'campaigns.mendBrackets' },
  unknown_value: { what: 'campaigns.faultUnknownValue', mend: 'campaigns.mendUnknownValue' },
  value_with_forms: { what: 'campaigns.faultForms', mend: 'campaigns.mendForms' },
  value_needed: { what: 'campaigns.faultNeeded', mend: 'campaigns.mendNeeded' },
  value_not_here: { what: 'campaigns.faultNotHere', mend: 'campaigns.mendTakeOut' },
  clinic_lacks: { what: 'campaigns.faultLacks', mend: 'campaigns.mendTakeOut' },
  digit_unsaid: { what: 'campaigns.faultDigit', mend: 'campaigns.mendDigit' },
  way_out_unsaid: { what: 'campaigns.faultWayOut', mend: 'campaigns.mendWayOut' },
  way_out_twice: { what: 'campaigns.faultTwice', mend: 'campaigns.mendTwice' },
  address_typed: { what: 'campaigns.faultAddress', mend: 'campaigns.mendAddress' },
  number_typed: { what: 'campaigns.faultNumber', mend: 'campaigns.mendTakeOut' },
  advertises: { what: 'campaigns.faultAdvertises', mend: 'campaigns.mendAdvertises' },
  form_unknown: { what: 'campaigns.faultNoForm', mend: 'campaigns.mendSuggested' },
  form_not_allowed: { what: 'campaigns.faultNotAllowed', mend: 'campaigns.mendSuggested' },
  message_unknown: { what: 'campaigns.faultNotSent', mend: 'campaigns.mendSuggested' },
}
