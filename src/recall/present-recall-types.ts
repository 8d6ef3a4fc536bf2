import type { When } from '../platform/contract/when.ts'
import { formatDueDate, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { Language } from '../platform/rules/language.ts'
import type { RecallTypeRow, RecallTypes } from './contract/recall-type-pages.ts'
import type { ListedType } from './list-recall-types.ts'

export interface TypesReader {
  readonly reading: Reading
  readonly now: Temporal.Instant
  /** Every type there is, for the names of the others. */
  readonly all: readonly ListedType[]
}

/** The page of types: packs in the order in which their types come. */
export function presentRecallTypes(
  reader: TypesReader,
  about: {
    readonly since: Temporal.Instant | null
    readonly mayChange: boolean
    readonly language: Language
  },
): RecallTypes {
  const { reading, now } = reader
  const packs = new Map<string, RecallTypes['packs'][number]>()
  for (const { pack, specialty, fits } of reader.all) {
    if (pack === null || packs.has(pack.key)) continue
    packs.set(pack.key, { ...pack, specialty, fits })
  }
  return {
    packs: [...packs.values()],
    types: reader.all.map((type) => presentType(type, reader)),
    language: about.language,
    followsSince: about.since === null ? null : when(about.since, reading, now),
    mayChange: about.mayChange,
  }
}

export function presentType(type: ListedType, reader: TypesReader): RecallTypeRow {
  const { reading, now } = reader
  const { definition, enabled } = type
  const { interval, risk, age, sourceUrl, reviewOn } = definition
  const named = (keys: readonly string[]) => keys.map((key) => ({ key, name: nameOf(key, reader) }))
  return {
    key: type.key,
    name: type.names[reading.language],
    pack: type.pack?.key ?? null,
    specialty: type.specialty,
    state: type.state,
    hasOwnWords: type.hasOwnWords,
    interval,
    riskInterval: risk?.interval ?? null,
    age: { from: age?.from ?? null, to: age?.to ?? null },
    sex: definition.sex ?? null,
    needsCondition: definition.conditions !== undefined,
    serviceKeys: [...definition.serviceKeys],
    takesPlaceOf: named(type.takesPlaceOf),
    replacedBy: named(definition.supersededBy),
    growsFrom: named(definition.succeeds),
    growsInto: named(type.growsInto),
    source: definition.source,
    sourceUrl: sourceUrl ?? null,
    status: definition.status,
    verifiedOn: presentDay(definition.verifiedOn, reading),
    reviewOn: reviewOn === undefined ? null : presentDay(reviewOn, reading),
    isReviewOverdue: type.isReviewOverdue,
    enabled: enabled === null ? null : { by: enabled.by, at: when(enabled.at, reading, now) },
  }
}

export function nameOf(key: string, { all, reading }: TypesReader): string {
  return all.find((type) => type.key === key)?.names[reading.language] ?? key
}

function presentDay(day: string, reading: Reading): When {
  return { iso: day, text: formatDueDate(Temporal.PlainDate.from(day), reading) }
}
