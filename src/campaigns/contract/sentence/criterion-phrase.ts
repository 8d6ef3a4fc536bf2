import { assertNever } from '../../../platform/rules/assert-never.ts'
import type { Ago, LeafCriterion, VisitPlace, Within } from '../../rules/criteria/criterion.ts'
import { lapseBands } from '../../rules/lapse-band.ts'
import type { AudienceNames, Phrase, SentenceKey, SentenceValue } from './sentence.ts'

/** The phrase of one criterion; `isDenied` where the criterion itself says "no" ("has nothing booked"). */
export interface CriterionPhrase extends Phrase {
  readonly isDenied?: boolean
}

type Kind = LeafCriterion['kind']
type Leaf<K extends Kind> = Extract<LeafCriterion, { readonly kind: K }>

export function criterionPhrase(criterion: LeafCriterion, names: AudienceNames): CriterionPhrase {
  switch (criterion.kind) {
    case 'last_visit':
    case 'visited':
    case 'next_visit':
    case 'no_shows':
    case 'cancelled_not_rebooked':
    case 'only_emergency':
      return visitPhrase(criterion, names)
    case 'value':
    case 'value_percentile':
    case 'age':
      return rangePhrase(criterion)
    case 'recall_status':
    case 'lapse':
    case 'condition':
    case 'unfinished_plan':
    case 'insurance_changed':
      return clinicalPhrase(criterion, names)
    case 'sex':
    case 'language':
    case 'postcode':
    case 'distance':
      return personPhrase(criterion)
    case 'safe_contact':
    case 'channel':
    case 'consent':
    case 'campaign':
    case 'tag':
    case 'drift_reason':
      return contactPhrase(criterion, names)
    default:
      return assertNever(criterion)
  }
}

function visitPhrase(
  criterion: Leaf<
    'last_visit' | 'visited' | 'next_visit' | 'no_shows' | 'cancelled_not_rebooked' | 'only_emergency'
  >,
  names: AudienceNames,
): CriterionPhrase {
  switch (criterion.kind) {
    case 'last_visit': {
      const place = placeOf(criterion, names)
      const ago = { phrase: agoPhrase(criterion.ago) }
      return place === null
        ? { key: 'audiences.said.lastVisit', values: { ago } }
        : { key: 'audiences.said.lastVisitAt', values: { place, ago } }
    }
    case 'visited': {
      const place = placeOf(criterion, names)
      return {
        key: `audiences.said.visited${place === null ? '' : 'At'}${criterion.within === undefined ? '' : 'Within'}`,
        values: { ...(place === null ? {} : { place }), ...withinOf(criterion.within) },
      }
    }
    case 'next_visit': {
      const { has, withinDays } = criterion
      return withinDays === undefined
        ? { key: 'audiences.said.nextVisit', values: {}, isDenied: !has }
        : { key: 'audiences.said.nextVisitWithin', values: { days: withinDays } }
    }
    case 'no_shows':
      return {
        key: `audiences.said.noShows${criterion.within === undefined ? '' : 'Within'}`,
        values: { count: criterion.atLeast, ...withinOf(criterion.within) },
      }
    case 'cancelled_not_rebooked':
      return { key: 'audiences.said.cancelledNotRebooked', values: {} }
    case 'only_emergency':
      return { key: 'audiences.said.onlyEmergency', values: {} }
    default:
      return assertNever(criterion)
  }
}

function rangePhrase(criterion: Leaf<'age' | 'value' | 'value_percentile'>): CriterionPhrase {
  switch (criterion.kind) {
    case 'age':
      return { key: `audiences.said.age.${boundsOf(criterion)}`, values: given(criterion, (years) => years) }
    case 'value': {
      const range = { from: criterion.fromMinor, to: criterion.toMinor }
      return {
        key: `audiences.said.value.${boundsOf(range)}`,
        values: given(range, (moneyMinor) => ({ moneyMinor })),
      }
    }
    case 'value_percentile':
      return {
        key: `audiences.said.percentile.${boundsOf(criterion)}`,
        // "More than 80 percent are worth" is said as "the top 20 percent".
        values: {
          ...given(criterion, (share) => share),
          ...(criterion.from === undefined ? {} : { top: 100 - criterion.from }),
        },
      }
    default:
      return assertNever(criterion)
  }
}

function clinicalPhrase(
  criterion: Leaf<'recall_status' | 'lapse' | 'condition' | 'unfinished_plan' | 'insurance_changed'>,
  names: AudienceNames,
): CriterionPhrase {
  switch (criterion.kind) {
    case 'recall_status':
      return {
        key: 'audiences.said.recallStatus',
        values: {
          types:
            criterion.types.length === 0
              ? { words: ['audiences.types.any'] }
              : named(criterion.types, names.recallTypes),
          statuses: { words: criterion.statuses.map((status) => `audiences.status.${status}` as const) },
        },
      }
    case 'lapse': {
      const bands = lapseBands.filter((band) => criterion.bands.includes(band))
      return {
        key: 'audiences.said.lapse',
        values: { bands: { words: bands.map((band) => `audiences.band.${band}` as const) } },
      }
    }
    case 'condition':
      return { key: 'audiences.said.condition', values: { codes: { names: criterion.codes } } }
    case 'unfinished_plan':
      return { key: 'audiences.said.unfinishedPlan', values: {} }
    case 'insurance_changed':
      return { key: 'audiences.said.insuranceChanged', values: {} }
    default:
      return assertNever(criterion)
  }
}

function personPhrase(criterion: Leaf<'sex' | 'language' | 'postcode' | 'distance'>): CriterionPhrase {
  switch (criterion.kind) {
    case 'sex':
      return {
        key: 'audiences.said.sex',
        values: { sexes: { words: criterion.anyOf.map((sex) => `audiences.sex.${sex}` as const) } },
      }
    case 'language':
      return {
        key: 'audiences.said.language',
        values: {
          languages: { words: criterion.anyOf.map((language) => `audiences.language.${language}` as const) },
        },
      }
    case 'postcode':
      return { key: 'audiences.said.postcode', values: { beginnings: { names: criterion.startsWith } } }
    case 'distance': {
      const { latitude, longitude } = criterion.from
      return {
        key: 'audiences.said.distance',
        values: { km: criterion.km, point: `${latitude}, ${longitude}` },
      }
    }
    default:
      return assertNever(criterion)
  }
}

function contactPhrase(
  criterion: Leaf<'safe_contact' | 'channel' | 'consent' | 'campaign' | 'tag' | 'drift_reason'>,
  names: AudienceNames,
): CriterionPhrase {
  switch (criterion.kind) {
    case 'safe_contact':
      return {
        key: 'audiences.said.safeContact',
        values: { wishes: { words: criterion.anyOf.map((wish) => `audiences.wish.${wish}` as const) } },
      }
    case 'channel':
      return { key: 'audiences.said.channel', values: { channels: channelWords(criterion.anyOf) } }
    case 'consent':
      return {
        key: 'audiences.said.consent',
        values: {
          purpose: { words: [`audiences.purpose.${criterion.purpose}`] },
          channels: channelWords(criterion.channels),
          states: { words: criterion.anyOf.map((state) => `audiences.consent.${state}` as const) },
        },
      }
    case 'campaign': {
      const { campaigns, answers, within } = criterion
      return {
        key: `audiences.said.campaign${within === undefined ? '' : 'Within'}`,
        values: {
          campaigns:
            campaigns.length === 0
              ? { words: ['audiences.campaign.any'] }
              : named(campaigns, names.campaigns),
          answers: {
            words:
              answers.length === 0
                ? ['audiences.answer.any']
                : answers.map((answer) => `audiences.answer.${answer}` as const),
          },
          ...withinOf(within),
        },
      }
    }
    case 'tag':
      return { key: 'audiences.said.tag', values: { tags: { names: criterion.anyOf } } }
    case 'drift_reason':
      return {
        key: 'audiences.said.driftReason',
        values: { reasons: { words: criterion.anyOf.map((reason) => `audiences.drift.${reason}` as const) } },
      }
    default:
      return assertNever(criterion)
  }
}

function channelWords(channels: Leaf<'channel'>['anyOf']): SentenceValue {
  return { words: channels.map((channel): SentenceKey => `audiences.channel.${channel}`) }
}

function named(
  keys: readonly string[],
  names: ReadonlyMap<string, string>,
): { readonly names: readonly string[] } {
  return { names: keys.map((key) => names.get(key) ?? key) }
}

function placeOf(place: VisitPlace, names: AudienceNames): SentenceValue | null {
  const places = [
    named(place.services ?? [], names.services),
    { names: place.specialities ?? [] },
    named(place.providers ?? [], names.providers),
    named(place.locations ?? [], names.locations),
  ]
    .map((one) => one.names)
    .filter((list) => list.length > 0)
  return places.length === 0 ? null : { places }
}

function agoPhrase(ago: Ago): Phrase {
  return { key: `audiences.ago.${boundsOf(ago)}.${ago.unit}`, values: given(ago, (count) => count) }
}

function withinOf(within: Within | undefined): Readonly<Record<string, SentenceValue>> {
  if (within === undefined) return {}
  return { within: { phrase: { key: `audiences.within.${within.unit}`, values: { count: within.count } } } }
}

interface Bounds {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

function boundsOf({ from, to }: Bounds): 'between' | 'from' | 'to' {
  if (from === undefined) return 'to'
  return to === undefined ? 'from' : 'between'
}

function given(
  { from, to }: Bounds,
  value: (bound: number) => SentenceValue,
): Readonly<Record<string, SentenceValue>> {
  return {
    ...(from === undefined ? {} : { from: value(from) }),
    ...(to === undefined ? {} : { to: value(to) }),
  }
}
