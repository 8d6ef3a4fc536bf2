import type { LeafCriterion } from '../../../../../src/campaigns/contract/criteria-choices.ts'
import type { MessageKey } from '../../../messages/keys.ts'

export type Kind = LeafCriterion['kind']
export type Leaf<K extends Kind> = Extract<LeafCriterion, { readonly kind: K }>

export const kindWords: Readonly<Record<Kind, MessageKey>> = {
  last_visit: 'audienceEditor.kindLastVisit',
  visited: 'audienceEditor.kindVisited',
  next_visit: 'audienceEditor.kindNextVisit',
  no_shows: 'audienceEditor.kindNoShows',
  cancelled_not_rebooked: 'audienceEditor.kindCancelled',
  only_emergency: 'audienceEditor.kindEmergency',
  recall_status: 'audienceEditor.kindRecallStatus',
  lapse: 'audienceEditor.kindLapse',
  drift_reason: 'audienceEditor.kindDriftReason',
  age: 'audienceEditor.kindAge',
  sex: 'audienceEditor.kindSex',
  language: 'audienceEditor.kindLanguage',
  postcode: 'audienceEditor.kindPostcode',
  distance: 'audienceEditor.kindDistance',
  value: 'audienceEditor.kindValue',
  value_percentile: 'audienceEditor.kindPercentile',
  condition: 'audienceEditor.kindCondition',
  unfinished_plan: 'audienceEditor.kindUnfinished',
  insurance_changed: 'audienceEditor.kindInsurance',
  channel: 'audienceEditor.kindChannel',
  consent: 'audienceEditor.kindConsent',
  safe_contact: 'audienceEditor.kindSafeContact',
  campaign: 'audienceEditor.kindCampaign',
  tag: 'audienceEditor.kindTag',
}

/** By theme, as the menu offers them. */
export const themes: readonly { readonly title: MessageKey; readonly kinds: readonly Kind[] }[] = [
  {
    title: 'audienceEditor.themeVisits',
    kinds: ['last_visit', 'visited', 'next_visit', 'cancelled_not_rebooked', 'no_shows', 'only_emergency'],
  },
  { title: 'audienceEditor.themeRecall', kinds: ['recall_status', 'lapse', 'drift_reason'] },
  { title: 'audienceEditor.themePerson', kinds: ['age', 'sex', 'language', 'postcode', 'distance'] },
  {
    title: 'audienceEditor.themeCare',
    kinds: ['condition', 'unfinished_plan', 'insurance_changed', 'value', 'value_percentile'],
  },
  {
    title: 'audienceEditor.themeContact',
    kinds: ['channel', 'consent', 'safe_contact', 'campaign', 'tag'],
  },
]

const blanks: { readonly [K in Kind]: Leaf<K> } = {
  last_visit: { kind: 'last_visit', ago: { unit: 'months', from: 12, to: 18 } },
  visited: { kind: 'visited', within: { unit: 'months', count: 24 } },
  next_visit: { kind: 'next_visit', has: false },
  no_shows: { kind: 'no_shows', atLeast: 2, within: { unit: 'months', count: 24 } },
  cancelled_not_rebooked: { kind: 'cancelled_not_rebooked' },
  only_emergency: { kind: 'only_emergency' },
  recall_status: { kind: 'recall_status', types: [], statuses: ['overdue', 'lapsed'] },
  lapse: { kind: 'lapse', bands: [] },
  drift_reason: { kind: 'drift_reason', anyOf: [] },
  age: { kind: 'age', from: 18, to: undefined },
  sex: { kind: 'sex', anyOf: [] },
  language: { kind: 'language', anyOf: [] },
  postcode: { kind: 'postcode', startsWith: [] },
  distance: { kind: 'distance', km: 10, from: { latitude: Number.NaN, longitude: Number.NaN } },
  value: { kind: 'value', fromMinor: undefined, toMinor: undefined },
  value_percentile: { kind: 'value_percentile', from: 80, to: undefined },
  condition: { kind: 'condition', codes: [] },
  unfinished_plan: { kind: 'unfinished_plan' },
  insurance_changed: { kind: 'insurance_changed' },
  channel: { kind: 'channel', anyOf: ['sms'] },
  consent: { kind: 'consent', purpose: 'reactivation', channels: ['sms', 'email'], anyOf: ['given'] },
  safe_contact: { kind: 'safe_contact', anyOf: [] },
  campaign: { kind: 'campaign', campaigns: [], answers: ['silent'] },
  tag: { kind: 'tag', anyOf: [] },
}

/** What a criterion says before anybody has changed it; where it needs a choice first it is not whole yet. */
export function blank(kind: Kind): LeafCriterion {
  return blanks[kind]
}

/** Nothing about it can be chosen. */
export function isPlain(kind: Kind): boolean {
  return Object.keys(blanks[kind]).length === 1
}
