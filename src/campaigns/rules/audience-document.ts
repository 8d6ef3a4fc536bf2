// Invariants:
// - An audience is a programme (why somebody is asked, and by what they enter) and criteria (who of them).
// - Recall and reactivation stay separate (MISSION A1): a patient enters a recall by a cycle, a reactivation by a band.
// - The two audiences that campaign documents began with say less and mean the same: they are read as what they stand for,
//   so that stored versions, which never change (law 9), keep their meaning.

import { assertNever } from '../../platform/rules/assert-never.ts'
import type { Criterion } from './criteria/criterion.ts'
import { type LapseBand, lapseBands } from './lapse-band.ts'

export const programmeKinds = ['recall', 'reactivation', 'one_off'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]

export type Programme =
  /** Enters by an open cycle whose effective due date lies in the window; days relative to it, both ends included. */
  | {
      readonly kind: 'recall'
      /** Keys of recall types; empty means every type the clinic has enabled. */
      readonly recallTypes: readonly string[]
      readonly enrolFromDays: number
      readonly enrolUntilDays: number
    }
  /** Enters by the lapse: the longest overdue cycle, else the last visit. */
  | { readonly kind: 'reactivation'; readonly bands: readonly LapseBand[] }
  /** Enters once. */
  | { readonly kind: 'one_off' }

export interface AudienceDocument {
  readonly programme: Programme
  /** Absent: everybody the programme names. */
  readonly criteria?: Criterion | undefined
}

export interface AgeRange {
  /** Whole years, both ends included. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

export interface DueAudience {
  readonly kind: 'due'
  /** Keys of recall types; empty means every type the clinic has enabled. */
  readonly recallTypes: readonly string[]
  /** Days relative to the effective due date between which a cycle may enrol, both included. */
  readonly enrolFromDays: number
  readonly enrolUntilDays: number
  readonly ages?: AgeRange | undefined
  readonly nothingBooked: boolean
}

export interface LapsedAudience {
  readonly kind: 'lapsed'
  readonly bands: readonly LapseBand[]
  readonly ages?: AgeRange | undefined
  readonly nothingBooked: boolean
}

/** An audience of the campaign's own, written with criteria. */
export interface OwnAudience extends AudienceDocument {
  readonly kind: 'criteria'
}

/** A version of a saved audience; it never changes, so the campaign's version does not either. */
export interface SavedAudience {
  readonly kind: 'saved'
  readonly audienceId: string
  readonly version: number
}

export type CampaignAudience = DueAudience | LapsedAudience | OwnAudience | SavedAudience

/** The audience a campaign document holds itself; a saved one has to be read. */
export function ownAudience(audience: Exclude<CampaignAudience, SavedAudience>): AudienceDocument {
  switch (audience.kind) {
    case 'due': {
      const { recallTypes, enrolFromDays, enrolUntilDays } = audience
      return {
        programme: { kind: 'recall', recallTypes, enrolFromDays, enrolUntilDays },
        ...simpleCriteria(audience),
      }
    }
    case 'lapsed':
      return { programme: { kind: 'reactivation', bands: audience.bands }, ...simpleCriteria(audience) }
    case 'criteria': {
      const { programme, criteria } = audience
      return criteria === undefined ? { programme } : { programme, criteria }
    }
    default:
      return assertNever(audience)
  }
}

/** Bands that an enrolment may carry; none where the programme knows no bands. */
export function bandsOf({ programme }: AudienceDocument): readonly LapseBand[] {
  return programme.kind === 'reactivation' ? lapseBands.filter((band) => programme.bands.includes(band)) : []
}

function simpleCriteria({ ages, nothingBooked }: DueAudience | LapsedAudience): {
  readonly criteria?: Criterion
} {
  const of: Criterion[] = []
  if (ages?.from !== undefined || ages?.to !== undefined) of.push({ kind: 'age', ...ages })
  if (nothingBooked) of.push({ kind: 'next_visit', has: false })
  const [only, ...others] = of
  if (only === undefined) return {}
  return { criteria: others.length === 0 ? only : { kind: 'all', of } }
}
