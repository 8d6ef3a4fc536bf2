// How a patient took a campaign: the plainest thing that happened counts, a booking before a refusal before a delay.

import type { ReactionKind } from '../campaign-document.ts'
import type { CampaignAnswer } from './criterion.ts'

export interface EnrolmentFact {
  readonly state: 'active' | 'booked' | 'declined' | 'opted_out' | 'exhausted' | 'left' | 'ended'
  readonly reactions: readonly ReactionKind[]
  /** Something was sent. */
  readonly wasContacted: boolean
}

export function answerOf({ state, reactions, wasContacted }: EnrolmentFact): CampaignAnswer {
  for (const answer of ['booked', 'opted_out', 'declined'] as const) {
    if (state === answer || reactions.includes(answer)) return answer
  }
  if (reactions.includes('postponed')) return 'postponed'
  if (reactions.includes('answered')) return 'answered'
  return wasContacted ? 'silent' : 'not_contacted'
}
