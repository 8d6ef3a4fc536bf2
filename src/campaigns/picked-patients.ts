import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { dueFilter } from '../recall/due-filter.ts'
import { recallAnswers } from '../recall/recall-answers.ts'
import type { RecallStatus } from '../recall/rules/status.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import type { InvitationSubject } from './contract/invitations.ts'
import type { Programme } from './rules/audience-document.ts'
import { type OpenCycle, type PickedStanding, pickedStanding } from './rules/invitation.ts'

type Db = ModuleDb<'campaigns'>

/** Somebody the subject names, with what may be asked for. */
export interface PickedPatient extends PickedStanding {
  readonly patientId: string
}

interface CycleRow {
  readonly patientId: string
  readonly typeKey: string
  readonly status: RecallStatus
  readonly isPicked: boolean
}

/** Everybody a subject names, once; recalls that are closed or silent now are no ground to invite for. */
export async function pickedPatients(
  db: Db,
  subject: InvitationSubject,
  programme: Programme,
): Promise<readonly PickedPatient[]> {
  const rows =
    subject.kind === 'picked' ? await cyclesOf(db, subject.recalls) : await cyclesBy(db, subject.filter)
  const cycles = new Map<string, OpenCycle[]>()
  if (subject.kind === 'picked') for (const { patientId } of subject.recalls) cycles.set(patientId, [])
  for (const row of rows) {
    const known = cycles.get(row.patientId)
    if (known === undefined) cycles.set(row.patientId, [row])
    else known.push(row)
  }
  return [...cycles].map(([patientId, own]) => ({ patientId, ...pickedStanding(own, programme) }))
}

type Picked = Extract<InvitationSubject, { kind: 'picked' }>['recalls']
type Filter = Extract<InvitationSubject, { kind: 'filtered' }>['filter']

async function cyclesOf(db: Db, recalls: Picked): Promise<readonly CycleRow[]> {
  const recall = db.as('recall')
  const wanted = new Set(recalls.map(keyOf))
  const answers = await recallAnswers(recall, { patientIds: recalls.map(({ patientId }) => patientId) })
  const rows = await withHashPlans(recall, async () =>
    db.sql<Omit<CycleRow, 'isPicked'>>(sql`
      select a.patient_id as "patientId", a.type_key as "typeKey", a.status from ${answers} a
      where a.patient_id = any(${[...new Set(recalls.map(({ patientId }) => patientId))]}::uuid[])`),
  )
  return rows.map((row) => ({ ...row, isPicked: wanted.has(keyOf(row)) }))
}

function keyOf({ patientId, typeKey }: { readonly patientId: string; readonly typeKey: string }): string {
  return `${patientId}:${typeKey}`
}

async function cyclesBy(db: Db, filter: Filter): Promise<readonly CycleRow[]> {
  const recall = db.as('recall')
  const answers = await recallAnswers(recall)
  return withHashPlans(recall, async () =>
    db.sql<CycleRow>(sql`
      with answer as materialized (select * from ${answers} a),
      picked as materialized (
        select a.patient_id, a.type_key from answer a
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
        where ${dueFilter(filter)}
      )
      select a.patient_id as "patientId", a.type_key as "typeKey", a.status, k.patient_id is not null as "isPicked"
      from answer a
      left join picked k on k.patient_id = a.patient_id and k.type_key = a.type_key
      where a.patient_id in (select patient_id from picked)`),
  )
}
