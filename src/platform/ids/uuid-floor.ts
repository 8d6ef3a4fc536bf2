/**
 * The least UUIDv7 that a row made at this moment may have (RFC 9562 §5.7: the first 48 bits are milliseconds). A range
 * of ids is a range of time where every row of a table was made one by one (law 15), and its primary key is the index.
 */
export function uuidFloor(at: Temporal.Instant): string {
  const hex = at.epochMilliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
