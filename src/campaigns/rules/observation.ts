// How long an enrolment is observed: as long as its sequence can last. Both arms are watched equally long.

import type { CampaignDocument } from './campaign-document.ts'

/** Days from enrolment to the end of the last silence, at most. */
export function observationDays(document: CampaignDocument): number {
  const first = Math.min(...document.steps.map((step) => (step.anchor === 'due' ? step.days : 0)), 0)
  const anchored = document.steps.map(
    (step) => (step.anchor === 'previous' ? step.days : 0) + (step.followUpAfterDays ?? 0),
  )
  return -first + anchored.reduce((sum, days) => sum + days, 0) + document.ends.exhaustedAfterDays
}
