// Invariants:
// - A sample takes every patient with the same chance, independently of everything else about them (a hash of the id), so
//   what it holds of an audience is binomial around its share of the whole.
// - The interval is the score interval of that: it holds the truth in 95 of 100 draws, also where few or none were found.

/** Buckets that patients are hashed into (patients.patient.sample_bucket). */
export const sampleBuckets = 1024

/** Patients looked at for an estimate: enough for two digits, few enough to be looked up one by one. */
const sampledPatients = 4_000

/** From this share on everybody is looked at: nothing would be saved. */
const mostBuckets = sampleBuckets / 2

/** So many buckets hold about `sampledPatients`; null: count everybody. */
export function bucketsToSample(patients: number): number | null {
  const buckets = Math.ceil((sampleBuckets * sampledPatients) / Math.max(patients, 1))
  return buckets > mostBuckets ? null : buckets
}

export interface Estimate {
  readonly count: number
  /** 95% interval, both ends included; equal to the count where everybody was counted. */
  readonly low: number
  readonly high: number
}

/** z of a 95% interval. */
const z = 1.959964

/** What `found` patients in `buckets` of the sample say about the whole. */
export function estimateFrom(found: number, buckets: number | null): Estimate {
  if (buckets === null) return { count: found, low: found, high: found }
  const share = buckets / sampleBuckets
  const rest = z ** 2 * (1 - share)
  const spread = Math.sqrt(rest * (4 * found + rest))
  return {
    count: Math.round(found / share),
    // Those who were found are there.
    low: Math.max(found, Math.floor((2 * found + rest - spread) / (2 * share))),
    high: Math.ceil((2 * found + rest + spread) / (2 * share)),
  }
}
