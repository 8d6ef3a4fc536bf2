import { importLocations } from '../../clinic/import-locations.ts'
import { dropWaitingRows } from '../../patients/drop-waiting-rows.ts'
import { findKnownPatients } from '../../patients/find-known-patients.ts'
import { keepWaitingRows, type WaitingRow } from '../../patients/keep-waiting-rows.ts'
import { linkPatients } from '../../patients/link-patients.ts'
import { mergeConditions, mergeCoverages, mergeProcedures } from '../../patients/merge-clinical-facts.ts'
import { mergeObservations } from '../../patients/merge-observations.ts'
import { mergePatients } from '../../patients/merge-patients.ts'
import { mergePlanItems } from '../../patients/merge-plan-items.ts'
import { mergeTreatmentPlans } from '../../patients/merge-treatment-plans.ts'
import type { DeclaredConsent } from '../../patients/rules/records.ts'
import type { OnDifference } from '../../platform/db/merge-rows.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { importAppointments } from '../../scheduling/import-appointments.ts'
import { importResources } from '../../scheduling/import-resources.ts'
import { importSchedules } from '../../scheduling/import-schedules.ts'
import { importSlots } from '../../scheduling/import-slots.ts'
import { importVisits } from '../../scheduling/import-visits.ts'
import type { ImportKind, ImportRecord } from './source.ts'
import type { Tally } from './tally.ts'

/** A record and where it was read. */
export interface PlacedRecord {
  readonly record: ImportRecord
  readonly file: string
  readonly line: number | null
}

export interface TakeIn {
  readonly tx: TenantTransaction
  readonly source: string
  readonly batchId: string
  readonly declared: DeclaredConsent | null
  readonly onDifference: OnDifference
  readonly tally: Tally
  /** Rows of this source may be waiting: what is taken in now replaces them. */
  readonly mayBeWaiting: boolean
}

interface Outcome {
  readonly created: number
  readonly updated: number
  readonly differing: readonly string[]
  /** Rows that their owner cannot place yet. */
  readonly waiting?: readonly string[]
}

type OfKind<Kind extends ImportKind> = Extract<ImportRecord, { readonly kind: Kind }>

/** Who takes in what: each kind by the module that owns it (law 3). */
const takers: { readonly [Kind in ImportKind]: (run: TakeIn, records: OfKind<Kind>[]) => Promise<Outcome> } =
  {
    location: async (run, records) => importLocations(run.tx.as('clinic'), { ...run, records }),
    resource: async (run, records) => importResources(run.tx.as('scheduling'), { ...run, records }),
    schedule: async (run, records) => importSchedules(run.tx.as('scheduling'), { ...run, records }),
    slot: async (run, records) => importSlots(run.tx.as('scheduling'), { ...run, records }),
    patient: async (run, records) => {
      const outcome = await mergePatients(run.tx.as('patients'), { ...run, records })
      run.tally.withheld += outcome.withheld
      run.tally.consents += outcome.consents
      return outcome
    },
    link: async (run, records) => {
      await linkPatients(run.tx.as('patients'), run.source, records)
      return { created: 0, updated: 0, differing: [] }
    },
    appointment: async (run, records) => importAppointments(run.tx.as('scheduling'), { ...run, records }),
    visit: async (run, records) => importVisits(run.tx.as('scheduling'), { ...run, records }),
    condition: async (run, records) => mergeConditions(run.tx.as('patients'), { ...run, records }),
    procedure: async (run, records) => mergeProcedures(run.tx.as('patients'), { ...run, records }),
    coverage: async (run, records) => mergeCoverages(run.tx.as('patients'), { ...run, records }),
    observation: async (run, records) => mergeObservations(run.tx.as('patients'), { ...run, records }),
    plan_item: async (run, records) => mergePlanItems(run.tx.as('patients'), { ...run, records }),
    treatment_plan: async (run, records) => mergeTreatmentPlans(run.tx.as('patients'), { ...run, records }),
  }

const placesAndPeople: readonly ImportKind[] = ['location', 'resource', 'schedule', 'slot', 'patient']
const factsOfPeople: readonly ImportKind[] = [
  'link',
  'appointment',
  'visit',
  'condition',
  'procedure',
  'coverage',
  'observation',
  // Before the plans, which claim the items they refer to.
  'plan_item',
  'treatment_plan',
]

/** Takes one set of records in, people before their facts. Returns how many rows had to be kept waiting. */
export async function takeIn(run: TakeIn, read: readonly PlacedRecord[]): Promise<number> {
  const byKind = Map.groupBy(read, ({ record }) => record.kind)
  let kept = 0
  for (const kind of placesAndPeople) kept += await takeKind(run, kind, byKind.get(kind) ?? [])
  const facts = factsOfPeople.flatMap((kind) => byKind.get(kind) ?? [])
  const named = new Set(facts.flatMap(({ record }) => patientsOf(record)))
  const known = await findKnownPatients(run.tx.as('patients'), run.source, [...named])
  for (const kind of factsOfPeople) {
    const all = byKind.get(kind) ?? []
    const strangerOf = (item: PlacedRecord): string | undefined =>
      patientsOf(item.record).find((patient) => !known.has(patient))
    kept += await takeKind(
      run,
      kind,
      all.filter((item) => strangerOf(item) === undefined),
    )
    const strangers = all.flatMap((item) => {
      const awaitedId = strangerOf(item)
      return awaitedId === undefined ? [] : [waitingRow(item, { awaits: 'patient', awaitedId })]
    })
    kept += await keep(run, kind, strangers)
  }
  return kept
}

async function takeKind<Kind extends ImportKind>(
  run: TakeIn,
  kind: Kind,
  items: readonly PlacedRecord[],
): Promise<number> {
  if (items.length === 0) return 0
  // The items were grouped by the very field that tells the kinds apart.
  const records = items.map(({ record }) => record as OfKind<Kind>)
  const outcome = await takers[kind](run, records)
  const counts = run.tally.of(kind)
  counts.created += outcome.created
  counts.updated += outcome.updated
  const differing = new Set(outcome.differing)
  const waiting = new Set(outcome.waiting)
  const rows = items.flatMap((item) => {
    if (waiting.has(item.record.externalId)) return [waitingRow(item, awaitedSchedule(item.record))]
    return differing.has(item.record.externalId)
      ? [waitingRow(item, { awaits: 'end_of_run', awaitedId: '' })]
      : []
  })
  if (run.mayBeWaiting) {
    const settled = records
      .map((record) => record.externalId)
      .filter((id) => !differing.has(id) && !waiting.has(id))
    await dropWaitingRows(run.tx.as('patients'), run.source, { kind, externalIds: settled })
  }
  return keep(run, kind, rows)
}

async function keep(run: TakeIn, kind: ImportKind, rows: readonly WaitingRow[]): Promise<number> {
  await keepWaitingRows(run.tx.as('patients'), run, rows)
  run.tally.of(kind).waiting += rows.filter((row) => row.awaits !== 'end_of_run').length
  return rows.length
}

function waitingRow(item: PlacedRecord, wait: Pick<WaitingRow, 'awaits' | 'awaitedId'>): WaitingRow {
  return {
    kind: item.record.kind,
    externalId: item.record.externalId,
    ...wait,
    row: item.record,
    file: item.file,
    line: item.line,
  }
}

function patientsOf(record: ImportRecord): readonly string[] {
  if (record.kind === 'link') return [record.externalId, record.into]
  return 'patientExternalId' in record ? [record.patientExternalId] : []
}

function awaitedSchedule(record: ImportRecord): Pick<WaitingRow, 'awaits' | 'awaitedId'> {
  return { awaits: 'schedule', awaitedId: record.kind === 'slot' ? record.scheduleExternalId : '' }
}
