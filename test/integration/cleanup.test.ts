import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { assignCleanup } from '../../src/recall/assign-cleanup.ts'
import type { CleanupChoice } from '../../src/recall/carry-out-choice.ts'
import { cleanupDeadlines } from '../../src/recall/cleanup-deadlines.ts'
import { countCleanup, waitingCleanup } from '../../src/recall/count-cleanup.ts'
import { decideCleanup } from '../../src/recall/decide-cleanup.ts'
import { listCleanup } from '../../src/recall/list-cleanup.ts'
import { readDriftReason } from '../../src/recall/read-drift-reason.ts'
import { type CleanupKind, cleanupKinds } from '../../src/recall/rules/cleanup.ts'
import { summariseCleanup } from '../../src/recall/summarise-cleanup.ts'
import { undoCleanup } from '../../src/recall/undo-cleanup.ts'
import { CleanupClinic, ewa } from '../support/cleanup-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinics: CleanupClinic[] = []
let clinic: CleanupClinic

beforeEach(async () => {
  clinic = await CleanupClinic.open(database.connection, `cleanup ${clinics.length}`)
  clinics.push(clinic)
})
afterAll(async () => {
  for (const each of clinics) await each.close()
})

const decide = async (
  kind: CleanupKind,
  item: string,
  { reason = '', ...choice }: CleanupChoice & { readonly reason?: string },
) => clinic.tenant((tx) => decideCleanup(tx.as('recall'), { kind, item, choice, reason, by: ewa }))
const undo = async (kind: CleanupKind, item: string) =>
  clinic.tenant((tx) => undoCleanup(tx.as('recall'), { kind, item, by: ewa }))
const assign = async (kinds: readonly CleanupKind[], owner: string, items: readonly string[] | null = null) =>
  clinic.tenant((tx) => assignCleanup(tx.as('recall'), { kinds, owner, items, from: null, by: ewa }))
const summary = async () =>
  clinic.tenant((tx) =>
    summariseCleanup(tx.as('recall'), { language: 'en', country: 'PL', zone: 'Europe/Warsaw' }),
  )

describe('a deadline', () => {
  const deadlines = async () =>
    clinic.tenant((tx) =>
      cleanupDeadlines(tx.as('recall'), { language: 'en', country: 'PL', zone: 'Europe/Warsaw' }),
    )
  const due = async (days: number) =>
    clinic.tenant((tx) =>
      tx.run(sql`
        update recall.cleanup_task set due_on = ${tx.now.toZonedDateTimeISO('Europe/Warsaw').toPlainDate().add({ days })}::date
        where clinic_id = ${tx.clinicId}`),
    )

  it('is told of from a week ahead on, by owner and list, as long as something is open', async () => {
    await assign(['no_contact', 'no_birth_date'], 'Ewa Zając')
    expect(await deadlines()).toEqual([])
    await due(8)
    expect(await deadlines()).toEqual([])
    await due(7)
    expect(await deadlines()).toMatchObject([
      { kind: 'no_birth_date', owner: 'Ewa Zając', ownerId: null, items: 1, daysLeft: 7 },
      { kind: 'no_contact', owner: 'Ewa Zając', ownerId: null, items: 1, daysLeft: 7 },
    ])
    await due(-2)
    expect((await deadlines()).map(({ daysLeft }) => daysLeft)).toEqual([-2, -2])
    const [item] = await clinic.tenant((tx) =>
      tx.sql<{ item: string }>(sql`
        select item from recall.cleanup_task where clinic_id = ${tx.clinicId} and kind = 'no_contact'`),
    )
    await decide('no_contact', item?.item ?? '', { decision: 'none_to_be_had', reason: 'nobody answers' })
    expect(await deadlines()).toMatchObject([{ kind: 'no_birth_date' }])
  })
})

describe('what there is to clean up', () => {
  it('follows from the facts, each thing once', async () => {
    const found: Record<string, readonly string[]> = {}
    for (const kind of cleanupKinds) found[kind] = await clinic.numbers(kind)
    expect(found).toEqual({
      duplicate: [expect.stringMatching(/^A[12]$/)],
      no_contact: ['B'],
      invalid_contact: ['C'],
      no_last_visit: ['D'],
      unclear_visit: [],
      no_birth_date: ['E'],
      drift: ['F'],
    })
  })

  it('shows addresses only partly', async () => {
    const [row] = await clinic.list('invalid_contact')
    expect(row?.fact).toMatchObject({ shown: 'c···@example.com', reason: 'no such mailbox' })
  })

  it('is gone when the data mends it', async () => {
    await clinic.visit('D', '2026-10-01')
    await clinic.recompute()
    expect(await clinic.numbers('no_last_visit')).toEqual([])
  })

  it('is not about who has died or left', async () => {
    await clinic.tenant((tx) =>
      tx.sql(sql`
        update patients.patient set is_deceased = external_id in ('B', 'C'),
          left_at = case when external_id in ('D', 'E') then ${tx.now}::timestamptz end
        where clinic_id = ${tx.clinicId} and external_id in ('B', 'C', 'D', 'E')`),
    )
    for (const kind of ['no_contact', 'invalid_contact', 'no_last_visit', 'no_birth_date'] as const)
      expect(await clinic.numbers(kind)).toEqual([])
  })

  it('of a contact is worse when no other works', async () => {
    await clinic.bounce('+48600100403')
    expect(await clinic.numbers('invalid_contact')).toEqual([])
    expect((await clinic.numbers('no_contact')).toSorted()).toEqual(['B', 'C'])
  })

  it('asks about those away for one to three years only, and only where nothing says why', async () => {
    await clinic.visit('A1', '2026-09-02')
    expect(await clinic.numbers('drift')).toEqual(['F'])
    clinic.records.clock.moveTo(Temporal.Instant.from('2027-10-01T10:00:00Z'))
    expect(await clinic.numbers('drift')).not.toContain('F')
    expect(await clinic.numbers('drift')).toContain('E')
  })

  it('comes in pages that go on where the last one ended', async () => {
    const rows = Array.from(
      { length: 25 },
      (_, index) => `X${index},Jan,Nowak${index},,male,6002${10_000 + index},`,
    )
    await clinic.records.csv(['id,first name,last name,birth date,sex,phone,email', ...rows, ''].join('\n'), {
      name: 'more.csv',
    })
    const seen: string[] = []
    let after: string | undefined
    do {
      const question = { kind: 'no_birth_date', owner: undefined, after, pageSize: 10 } as const
      const page = await clinic.tenant((tx) =>
        listCleanup(tx.as('recall'), {
          ...question,
          reading: { language: 'en', country: 'PL', zone: 'Europe/Warsaw' },
        }),
      )
      if (!page.ok) throw new Error(page.error.kind)
      seen.push(...page.value.rows.map(({ number }) => number))
      after = page.value.next ?? undefined
      expect(Buffer.from(after ?? '', 'base64url').toString()).not.toContain('Nowak')
    } while (after !== undefined)
    expect(seen).toHaveLength(26)
    expect(new Set(seen).size).toBe(26)
  })
})

describe('a decision', () => {
  it('to merge a pair makes one person of them; taken back they wait for a person again', async () => {
    const item = await clinic.itemOf('duplicate')
    expect(await decide('duplicate', item, { decision: 'merge', survivorId: null })).toEqual({
      ok: true,
      value: null,
    })
    expect(await clinic.numbers('duplicate')).toEqual([])
    expect(await undo('duplicate', item)).toEqual({ ok: true, value: null })
    expect(await clinic.itemOf('duplicate')).toBe(item)
    expect(await undo('duplicate', item)).toMatchObject({ ok: false, error: { kind: 'not_decided' } })
  })

  it('to keep a pair apart holds, and can be taken back', async () => {
    const item = await clinic.itemOf('duplicate')
    await decide('duplicate', item, { decision: 'apart' })
    expect(await clinic.numbers('duplicate')).toEqual([])
    await undo('duplicate', item)
    expect(await clinic.itemOf('duplicate')).toBe(item)
  })

  it('that brings an address gives it to the patient, and no import ends it', async () => {
    const item = await clinic.itemOf('no_contact')
    expect(await decide('no_contact', item, { decision: 'contact', address: '12 no number' })).toMatchObject({
      ok: false,
      error: { kind: 'not_an_address' },
    })
    await decide('no_contact', item, { decision: 'contact', address: '600 100 777' })
    expect(await clinic.numbers('no_contact')).toEqual([])
    await clinic.records.csv(
      'id,first name,last name,birth date,sex,phone,email\nB,Bartosz,Adamski-Nowy,1970-01-02,male,,\n',
      { name: 'again.csv' },
    )
    expect(await clinic.numbers('no_contact')).toEqual([])
    await undo('no_contact', item)
    expect(await clinic.numbers('no_contact')).toEqual(['B'])
  })

  it('that an address is right after all holds until it bounces anew', async () => {
    const item = await clinic.itemOf('invalid_contact')
    await decide('invalid_contact', item, { decision: 'right_after_all', reason: 'Asked on the phone' })
    expect(await clinic.numbers('invalid_contact')).toEqual([])
    clinic.records.clock.moveTo(Temporal.Instant.from('2026-11-25T08:00:00Z'))
    await clinic.bounce('celina@example.com')
    expect(await clinic.numbers('invalid_contact')).toEqual(['C'])
  })

  it('that a wrong address goes, or another takes its place, is taken back as it was', async () => {
    const item = await clinic.itemOf('invalid_contact')
    for (const choice of [
      { decision: 'remove' },
      { decision: 'contact', address: 'Celina.New@example.com' },
    ] as const) {
      expect(await decide('invalid_contact', item, choice)).toMatchObject({ ok: true })
      expect(await clinic.numbers('invalid_contact')).toEqual([])
      expect(await undo('invalid_contact', item)).toMatchObject({ ok: true })
      expect(await clinic.numbers('invalid_contact')).toEqual(['C'])
    }
  })

  it('that tells the day of a visit on paper makes a visit of it', async () => {
    const item = await clinic.itemOf('no_last_visit')
    const on = Temporal.PlainDate.from('2025-02-03')
    expect(
      await decide('no_last_visit', item, { decision: 'visited', on: on.add({ years: 3 }) }),
    ).toMatchObject({
      error: { kind: 'not_past' },
    })
    await decide('no_last_visit', item, { decision: 'visited', on })
    expect(await clinic.numbers('no_last_visit')).toEqual([])
    await clinic.recompute()
    expect(await clinic.numbers('drift')).toEqual(['F', 'D'])
    await undo('no_last_visit', item)
    await clinic.recompute()
    expect(await clinic.numbers('no_last_visit')).toEqual(['D'])
  })

  it('that tells a birth date stays through imports that do not know it', async () => {
    const item = await clinic.itemOf('no_birth_date')
    await decide('no_birth_date', item, { decision: 'born', on: Temporal.PlainDate.from('1961-02-03') })
    await clinic.records.csv(
      'id,first name,last name,birth date,sex,phone,email\nE,Edward,Dudek-Nowy,,male,600100405,\n',
      { name: 'again.csv' },
    )
    expect(await clinic.numbers('no_birth_date')).toEqual([])
    await undo('no_birth_date', item)
    expect(await clinic.numbers('no_birth_date')).toEqual(['E'])
  })

  it('that nothing can be known holds while the facts stay as they are', async () => {
    const contact = await clinic.itemOf('no_contact')
    await decide('no_contact', contact, { decision: 'none_to_be_had', reason: 'Asked the daughter' })
    expect(await clinic.numbers('no_contact')).toEqual([])
    await clinic.records.csv(
      'id,first name,last name,birth date,sex,phone,email\nB,Bartosz,Adamski,1970-01-02,male,600100888,\n',
      { name: 'again.csv' },
    )
    await clinic.bounce('+48600100888')
    const [again] = await clinic.list('no_contact')
    expect(again?.number).toBe('B')
  })

  it('says why a patient stays away, until they come again', async () => {
    const item = await clinic.itemOf('drift')
    const patientId = await clinic.idOf('F')
    const said = () => clinic.tenant((tx) => readDriftReason(tx.as('recall'), patientId))
    await decide('drift', item, {
      decision: 'reason',
      driftReason: 'disappointed',
      reason: 'Waited two hours',
    })
    expect(await clinic.numbers('drift')).toEqual([])
    expect(await said()).toMatchObject({ reason: 'disappointed', note: 'Waited two hours', by: 'Ewa Zając' })
    clinic.records.clock.moveTo(Temporal.Instant.from('2026-12-02T12:00:00Z'))
    await clinic.visit('F', '2026-12-01')
    await clinic.recompute()
    expect(await said()).toBeNull()
  })

  it('that a patient moved away marks the record; an import that does not know it changes nothing', async () => {
    const item = await clinic.itemOf('drift')
    await decide('drift', item, { decision: 'reason', driftReason: 'moved_away' })
    await clinic.records.csv(
      'id,first name,last name,birth date,sex,phone,email\nF,Filip,Erbel-Nowy,1955-11-12,male,600100406,\n',
      { name: 'again.csv' },
    )
    const leaving = async () =>
      (
        await clinic.records.rows<{ external_id: string; left_at: unknown; left_reason: string | null }>(
          'patients.patient',
          'external_id',
        )
      ).find(({ external_id }) => external_id === 'F')
    expect(await leaving()).toMatchObject({ left_reason: 'moved_away', left_at: expect.anything() })
    await undo('drift', item)
    expect(await leaving()).toMatchObject({ left_reason: null, left_at: null })
    expect(await clinic.numbers('drift')).toEqual(['F'])
  })

  it('of two people at once is one person’s; the other finds nothing left to do', async () => {
    const item = await clinic.itemOf('no_contact')
    const both = await Promise.all(
      ['600 100 777', '600 100 778'].map((address) =>
        decide('no_contact', item, { decision: 'contact', address }),
      ),
    )
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { kind: 'nothing_to_do' } })
    expect(await clinic.records.rows('patients.patient_contact', 'patient_id')).toHaveLength(10)
  })

  it('is refused where it does not belong, and about what is not open', async () => {
    const item = await clinic.itemOf('drift')
    expect(await decide('drift', item, { decision: 'apart' })).toMatchObject({
      error: { kind: 'not_of_this_kind' },
    })
    await decide('drift', item, { decision: 'cannot_tell' })
    for (const gone of [item, 'nonsense', await clinic.idOf('A1')])
      expect(await decide('drift', gone, { decision: 'cannot_tell' })).toMatchObject({
        error: { kind: 'nothing_to_do' },
      })
  })
})

describe('an owner', () => {
  it('gets what nobody has and thirty days, and the progress counts what is done, by whom or what ever', async () => {
    const given = await assign(['no_contact', 'drift', 'no_last_visit'], 'Ewa Zając')
    expect(given).toMatchObject({ ok: true, value: { owner: 'Ewa Zając', items: 3 } })
    expect((await clinic.list('drift'))[0]).toMatchObject({
      owner: 'Ewa Zając',
      due: { iso: '2026-12-23' },
      daysLeft: 30,
    })
    await decide('drift', await clinic.itemOf('drift'), { decision: 'cannot_tell' })
    await clinic.visit('D', '2026-10-01')
    await clinic.recompute()
    expect((await summary()).owners).toMatchObject([{ name: 'Ewa Zając', done: 2, of: 3, open: 1 }])
    expect((await summary()).progress).toMatchObject({ done: 2, of: 3, daysLeft: 30 })
    expect(await clinic.numbers('no_contact', 'Ewa Zając')).toEqual(['B'])
    expect(await clinic.numbers('no_birth_date', 'Ewa Zając')).toEqual([])
    expect(await clinic.numbers('no_birth_date', null)).toEqual(['E'])
  })

  it('takes nothing from another unless told to; a name is needed', async () => {
    await assign(['drift'], 'Ewa Zając')
    expect(await assign(['drift'], 'Jan Lis')).toMatchObject({ value: { items: 0 } })
    expect(await assign(['drift'], '  ')).toMatchObject({ ok: false, error: { kind: 'nobody_named' } })
  })

  it('leaves one row of audit for all that is given at once', async () => {
    await assign(cleanupKinds, 'Ewa Zając')
    const audit = await clinic.records.rows<{ action: string; detail: { items: number } }>(
      'clinic.audit',
      'id',
    )
    expect(audit.filter(({ action }) => action === 'cleanup.assigned')).toMatchObject([
      { detail: { items: 6 } },
    ])
  })
})

describe('the count for the menu', () => {
  it('is kept by the clock, and a decision is not counted any more at once', async () => {
    const waiting = () => clinic.tenant((tx) => waitingCleanup(tx.as('recall')))
    expect(await waiting()).toBe(0)
    await clinic.tenant((tx) => countCleanup(tx.as('recall')))
    expect(await waiting()).toBe(6)
    const item = await clinic.itemOf('drift')
    await decide('drift', item, { decision: 'cannot_tell' })
    expect(await waiting()).toBe(5)
    await undo('drift', item)
    expect(await waiting()).toBe(6)
  })
})
