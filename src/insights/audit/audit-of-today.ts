import { type ClinicProfile, readClinic } from '../../clinic/read-clinic.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { type LookBack, lookBack } from '../../recall/look-back.ts'
import { type LapseDefinition, loadLapseDefinitions } from '../../recall/packs/load-lapse-definitions.ts'
import { loadRecallPacks } from '../../recall/packs/load-recall-packs.ts'
import type { ReturnCount } from '../../recall/rules/look-back-counts.ts'
import type { AuditStep, MeasuredAudit } from '../contract/audit.ts'
import { judgeData } from '../rules/audit-data.ts'
import { againstBenchmark, recalledShare } from '../rules/audit-figures.ts'
import { addUpLapsed } from '../rules/audit-lapsed.ts'
import { fewestCases } from '../rules/proof.ts'
import { recordFacts, type VisitFacts, visitFacts } from '../store/audit-facts.ts'
import {
  dueMonths,
  gainOfRecall,
  lookBackMonths,
  type VisitWorth,
  worthAsTheClinicSays,
} from './gain-of-recall.ts'
import { type Benchmark, loadBenchmarks } from './load-benchmarks.ts'

const valueMonths = 24

/**
 * Where the clinic stands today, from its records alone: no recall type need be enabled. Writes nothing that stays; reads
 * the whole clinic, which takes as long as a rebuild of its cycles: people read the one that is kept. `onStep` is told what
 * comes next.
 */
export async function auditOfToday(
  db: ModuleDb<'insights'>,
  onStep?: (step: AuditStep) => Promise<void>,
): Promise<MeasuredAudit> {
  const clinic = await readClinic(db.as('clinic'))
  const local = db.now.toZonedDateTimeISO(clinic.zone)
  const since = local.subtract({ months: lookBackMonths })
  const definitions = await loadLapseDefinitions(clinic.practiceType)
  const found = await lookBack(db.as('recall'), {
    cohort: { asOf: since.toInstant(), months: dueMonths },
    suggested: await suggestedTypes(clinic),
    definitions,
    ...(onStep === undefined ? {} : { onStep }),
  })
  await onStep?.('records')
  const visits = await visitFacts(db, local.subtract({ months: valueMonths }).toInstant())
  const types = typeRows(found, await loadBenchmarks())
  const firstDay = visits.firstAt?.toZonedDateTimeISO(clinic.zone).toPlainDate() ?? null
  return {
    clinic: { name: clinic.name, currency: clinic.currency },
    asOf: db.now.toString(),
    recalled: {
      from: since.toPlainDate().toString(),
      to: since.toPlainDate().add({ months: dueMonths }).subtract({ days: 1 }).toString(),
      people: returnsOf(found.returns.people),
      types,
    },
    lapsed: {
      ...addUpLapsed(found.lapsed),
      byDefinition: definitionRows(found, definitions),
    },
    gain: gainOfRecall(found.returns.people, visitWorth(visits, clinic)),
    data: [
      ...judgeData({
        ...(await recordFacts(db)),
        ...visits,
        historyMonths:
          firstDay === null ? 0 : firstDay.until(local.toPlainDate(), { largestUnit: 'months' }).months,
        types: types.length,
        typesWithEnoughDue: types.filter(({ due }) => due >= fewestCases).length,
      }),
    ],
  }
}

/** What fits the practice: its speciality, and no pack of another country. */
async function suggestedTypes({ practiceType, country }: ClinicProfile) {
  return [...(await loadRecallPacks()).values()].filter(
    (type) => type.specialty === practiceType && (type.country === null || type.country === country),
  )
}

/** Types that somebody was due for, the most first. */
function typeRows(
  { returns, types }: LookBack,
  benchmarks: ReadonlyMap<string, Benchmark>,
): MeasuredAudit['recalled']['types'] {
  return returns.byType
    .flatMap((row) => {
      const type = types.find(({ key }) => key === row.typeKey)
      if (type === undefined) return []
      const benchmark = benchmarks.get(type.benchmark ?? '') ?? null
      return [
        {
          ...returnsOf(row),
          key: type.key,
          names: type.names,
          isEnabled: type.isEnabled,
          verdict: againstBenchmark(row, benchmark),
          benchmark,
        },
      ]
    })
    .sort((one, other) => other.due - one.due)
}

function returnsOf({ due, returned, late }: ReturnCount) {
  return { due, returned, late, share: recalledShare({ due, returned, late }) }
}

function definitionRows({ lapsed }: LookBack, definitions: readonly LapseDefinition[]) {
  return definitions.map(({ key, names }) => ({
    key,
    names,
    patients: lapsed.byDefinition.find((row) => row.key === key)?.patients ?? 0,
  }))
}

/** The clinic's own mean of the last two years where 30 visits or more carry a value, else what the clinic itself says. */
function visitWorth({ recentValued, recentMeanMinor }: VisitFacts, clinic: ClinicProfile): VisitWorth {
  return recentValued >= fewestCases
    ? { visitValueMinor: recentMeanMinor, visitValueFrom: 'visits' }
    : worthAsTheClinicSays(clinic)
}
