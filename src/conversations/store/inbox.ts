import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { InboxTab } from '../contract.ts'

type Db = ModuleDb<'conversations'>

export interface InboxRow {
  readonly id: string
  readonly contactPointId: string
  readonly address: string
  readonly kind: 'phone' | 'email'
  readonly channel: 'sms' | 'email'
  readonly patientId: string | null
  readonly state: 'begun' | 'open' | 'snoozed' | 'done'
  readonly needs: string | null
  readonly lastAt: Temporal.Instant
  readonly lastText: string
  readonly waitingSince: Temporal.Instant | null
  readonly snoozedUntil: Temporal.Instant | null
  readonly assignedTo: string | null
  readonly assignedName: string | null
  readonly people: readonly { readonly id: string; readonly name: string }[] | null
}

/** A thread whose time has come is open, without anybody writing that down. */
function stateNow(db: Db): RawBuilder<string> {
  return sql<string>`case when t.state = 'snoozed' and t.snoozed_until <= ${db.now}::timestamptz then 'open' else t.state end`
}

function rowsWhere(db: Db, condition: RawBuilder<unknown>): RawBuilder<InboxRow> {
  return sql<InboxRow>`
    select t.id, t.contact_point_id as "contactPointId", cp.value as address, cp.kind, t.channel, t.patient_id as "patientId",
      ${stateNow(db)} as state, t.needs, t.last_at as "lastAt", t.last_text as "lastText", t.waiting_since as "waitingSince",
      t.snoozed_until as "snoozedUntil", t.assigned_to as "assignedTo", s.name as "assignedName",
      (select json_agg(json_build_object('id', p.id, 'name', p.full_name) order by p.birth_date nulls last, p.id)
         from patients.patient_contact c
         join patients.patient p on p.clinic_id = c.clinic_id and p.id = c.patient_id
        where c.clinic_id = t.clinic_id and c.contact_point_id = t.contact_point_id and c.ended_at is null
          and p.merged_into is null) as people
    from conversations.thread t
    join patients.contact_point cp on cp.clinic_id = t.clinic_id and cp.id = t.contact_point_id
    left join clinic.staff s on s.clinic_id = t.clinic_id and s.id = t.assigned_to
    where t.clinic_id = ${db.clinicId} and ${condition}`
}

export interface InboxWish {
  readonly tab: InboxTab
  readonly staffId: string
  readonly page: number
  readonly pageSize: number
}

/** Urgent ones first, then the newest word on top. */
export async function readInbox(db: Db, wish: InboxWish): Promise<readonly InboxRow[]> {
  return db.sql<InboxRow>(sql`
    ${rowsWhere(db, inTab(db, wish))}
    order by (t.needs = 'urgent') desc nulls last, (t.waiting_since is null), t.last_at desc, t.id
    limit ${wish.pageSize} offset ${(wish.page - 1) * wish.pageSize}`)
}

export async function readInboxRow(db: Db, threadId: string): Promise<InboxRow | null> {
  const [row] = await db.sql<InboxRow>(rowsWhere(db, sql`t.id = ${threadId}`))
  return row ?? null
}

function inTab(db: Db, { tab, staffId }: Pick<InboxWish, 'tab' | 'staffId'>): RawBuilder<unknown> {
  const state = stateNow(db)
  switch (tab) {
    case 'mine':
      return sql`${state} = 'open' and t.assigned_to = ${staffId}::uuid`
    case 'team':
      return sql`${state} = 'open'`
    case 'snoozed':
      return sql`${state} = 'snoozed'`
    case 'done':
      return sql`${state} = 'done'`
  }
}

export async function countInbox(db: Db, staffId: string): Promise<Readonly<Record<InboxTab, number>>> {
  const count = (tab: InboxTab) => sql`count(*) filter (where ${inTab(db, { tab, staffId })})`
  const [row] = await db.sql<Record<InboxTab, number>>(sql`
    select ${count('mine')} as mine, ${count('team')} as team, ${count('snoozed')} as snoozed, ${count('done')} as done
    from conversations.thread t where t.clinic_id = ${db.clinicId}`)
  return row ?? { mine: 0, team: 0, snoozed: 0, done: 0 }
}
