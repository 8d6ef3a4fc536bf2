// Which of two records of one person lives on, where nobody says.
// - The answer is the same whichever comes first.
// - Who is still a patient before who left; then the record by which they can be reached; then the older one.

export interface SurvivorCandidate {
  readonly id: string
  readonly hasLeft: boolean
  readonly contacts: number
  readonly createdAt: Temporal.Instant
}

export function chooseSurvivor<Candidate extends SurvivorCandidate>(
  one: Candidate,
  other: Candidate,
): Candidate {
  return isBefore(one, other) ? one : other
}

function isBefore(one: SurvivorCandidate, other: SurvivorCandidate): boolean {
  if (one.hasLeft !== other.hasLeft) return !one.hasLeft
  if (one.contacts !== other.contacts) return one.contacts > other.contacts
  const byAge = Temporal.Instant.compare(one.createdAt, other.createdAt)
  return byAge === 0 ? one.id < other.id : byAge < 0
}
