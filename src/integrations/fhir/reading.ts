import type { ImportKind, ImportRecord, ReadUnit } from '../import/source.ts'
import { cleanText, dayText, isoInstantText, type ZoneTimes } from '../import/values.ts'
import type { References } from './references.ts'

/** What readers of resources need to know of where they are. */
export interface FhirContext {
  readonly references: References
  readonly zone: ZoneTimes
  /** ISO 3166 alpha-2: what a phone number without a country code means. */
  readonly country: string
}

export interface ReadResource {
  readonly kind: ImportKind
  readonly records: readonly ImportRecord[]
  readonly refusals: ReadUnit['refusals']
  /** The resource says that it is none: a mistake, a mere proposal. */
  readonly ignored?: string
}

/** Collects what is left out of one resource while it is read. */
export class Reading {
  readonly refusals: { readonly field: string | null; readonly reason: string }[] = []
  readonly context: FhirContext

  constructor(context: FhirContext) {
    this.context = context
  }

  refuse(field: string | null, reason: string): null {
    this.refusals.push({ field, reason })
    return null
  }

  /**
   * An instant of FHIR type dateTime or instant. A partial date means its first or its last moment in the clinic's
   * zone: a period's end includes the whole of it (FHIR R4, datatypes, Period).
   */
  instant(value: unknown, field: string, edge: 'start' | 'end' = 'start'): string | null {
    if (value === undefined || value === null) return null
    const text = typeof value === 'string' ? cleanText(value) : null
    if (text === null) return this.refuse(field, 'not a date and time')
    const exact = isoInstantText(text, this.context.zone)
    if (exact !== null) return exact
    const day = partialDay(text, edge)
    if (day === null) return this.refuse(field, 'not a date and time')
    return this.context.zone.instant(day, edge === 'start' ? '00:00:00' : '23:59:59')
  }

  /** A whole date; a partial one is refused, because half a birthday identifies nobody. */
  day(value: unknown, field: string): string | null {
    if (value === undefined || value === null) return null
    const text = typeof value === 'string' ? value.trim() : ''
    const match = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text)
    const day = match === null ? null : dayText(Number(match[1]), Number(match[2]), Number(match[3]))
    if (day !== null) return day
    return this.refuse(
      field,
      /^\d{4}(-\d{2})?$/.test(text) ? 'only a part of the date is given' : 'not a date',
    )
  }

  /** The resource is taken in. */
  done(kind: ImportKind, ...records: readonly ImportRecord[]): ReadResource {
    return { kind, records, refusals: this.refusals }
  }

  /** The resource is left out, for this reason. */
  refused(kind: ImportKind, field: string | null, reason: string): ReadResource {
    // The refusal of the whole comes last; what was said about its fields no longer matters.
    return { kind, records: [], refusals: [{ field, reason }] }
  }

  ignored(kind: ImportKind, ignored: string): ReadResource {
    return { kind, records: [], refusals: [], ignored }
  }
}

function partialDay(text: string, edge: 'start' | 'end'): string | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text)
  if (match === null) return null
  const year = Number(match[1])
  const month = match[2] === undefined ? (edge === 'start' ? 1 : 12) : Number(match[2])
  if (match[3] !== undefined) return dayText(year, month, Number(match[3]))
  if (edge === 'start') return dayText(year, month, 1)
  return [31, 30, 29, 28].map((day) => dayText(year, month, day)).find((day) => day !== null) ?? null
}
