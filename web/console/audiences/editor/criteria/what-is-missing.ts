import type { LeafCriterion } from '../../../../../src/campaigns/contract/criteria-choices.ts'
import type { MessageKey } from '../../../messages/keys.ts'

interface Bounds {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** What has to be chosen before a criterion says anything; undefined: it is whole. */
export function whatIsMissing(criterion: LeafCriterion): MessageKey | undefined {
  switch (criterion.kind) {
    case 'last_visit':
      return bounded(criterion.ago, 'apart')
    case 'age':
      return bounded(criterion, 'same')
    case 'value':
      return bounded({ from: criterion.fromMinor, to: criterion.toMinor }, 'same')
    case 'value_percentile':
      return bounded(criterion, 'apart')
    case 'recall_status':
      return some(criterion.statuses)
    case 'lapse':
      return some(criterion.bands)
    case 'condition':
      return some(criterion.codes)
    case 'postcode':
      return some(criterion.startsWith)
    case 'consent':
      return some(criterion.channels) ?? some(criterion.anyOf)
    case 'sex':
    case 'language':
    case 'safe_contact':
    case 'channel':
    case 'tag':
    case 'drift_reason':
      return some(criterion.anyOf)
    case 'distance': {
      const { latitude, longitude } = criterion.from
      const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
      return isPlace && criterion.km > 0 ? undefined : 'audienceEditor.needsPlace'
    }
    default:
      return undefined
  }
}

function some(list: readonly unknown[]): MessageKey | undefined {
  return list.length === 0 ? 'audienceEditor.needsOne' : undefined
}

/** Ages may begin and end with the same year; "12–12 months ago" would be nobody. */
function bounded({ from, to }: Bounds, ends: 'same' | 'apart'): MessageKey | undefined {
  if (from === undefined && to === undefined) return 'audienceEditor.needsLimit'
  if (from === undefined || to === undefined) return undefined
  return from > to || (ends === 'apart' && from === to) ? 'audienceEditor.limitsCross' : undefined
}
