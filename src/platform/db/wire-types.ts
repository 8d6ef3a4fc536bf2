import pg from 'pg'

// How values cross the wire, per pool and never global (law 14): instants and days become Temporal, counts become numbers.

const oid = {
  int8: 20,
  date: 1082,
  timestamptz: 1184,
  numeric: 1700,
  dateArray: 1182,
  timestamptzArray: 1185,
  int8Array: 1016,
  textArray: 1009,
} as const

// The driver's own parser of text[]: one-dimensional array literals, quoting included.
const textArray: (text: string) => (string | null)[] = pg.types.getTypeParser(oid.textArray as number, 'text')

function arrayOf<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  return (text) => {
    const items: (string | null)[] = textArray(text)
    return items.map((item) => (item === null ? null : parse(item)))
  }
}

function parseInstant(text: string): Temporal.Instant {
  // PostgreSQL prints 2026-11-22 02:15:00.123456+00, and offsets without minutes.
  return Temporal.Instant.from(text.replace(' ', 'T'))
}

const parseDay = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

const textParsers = new Map<number, (text: string) => unknown>([
  [oid.int8, Number],
  [oid.numeric, Number],
  [oid.date, parseDay],
  [oid.timestamptz, parseInstant],
  [oid.dateArray, arrayOf(parseDay)],
  [oid.timestamptzArray, arrayOf(parseInstant)],
  [oid.int8Array, arrayOf(Number)],
])

export const wireTypes: pg.CustomTypesConfig = {
  getTypeParser(typeOid: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : textParsers.get(typeOid)
    return own ?? pg.types.getTypeParser(typeOid, format === 'binary' ? 'binary' : 'text')
  },
}

/** A parameter as the driver takes it: Temporal values in their ISO form, also inside arrays. */
export function wireParameter(value: unknown): unknown {
  if (value instanceof Temporal.Instant) return value.toString()
  if (value instanceof Temporal.PlainDate) return value.toString()
  if (value instanceof Temporal.ZonedDateTime) {
    throw new Error('a zoned time is no parameter: pass its instant, or its day and zone (law 14)')
  }
  if (Array.isArray(value)) return value.map(wireParameter)
  return value
}
