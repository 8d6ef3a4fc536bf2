import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { arrangeInterval } from '../../src/recall/arrange-interval.ts'
import { decideCover } from '../../src/recall/decide-cover.ts'
import { endArrangement } from '../../src/recall/end-arrangement.ts'
import { overrideDueDate } from '../../src/recall/override-due-date.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { type RecallAnswer, recallAnswers } from '../../src/recall/recall-answers.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import { rollOver } from '../../src/recall/roll-over.ts'
import { silenceRecall } from '../../src/recall/silence-recall.ts'
import { arrives, by, day, start, typeKey, withAnna } from './recall-anna.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { bookedVisit, finishedVisit, recordOf, writeFacts } from './recall-tables.ts'

const { clock, newClinic } = await recallDatabase(start.toString())

let clinic: RecallClinic
let anna: string
let services: ReadonlyMap<string, string>

beforeEach(async () => {
  clock.moveTo(start)
  ;({ clinic, anna, services } = await withAnna(await newClinic(), [typeKey]))
})

const answer = async () => {
  const [row] = await clinic.tenant(async (tx) =>
    tx.sql<RecallAnswer>(
      sql`select * from ${await recallAnswers(tx.as('recall'), { patientIds: [anna] })} a`,
    ),
  )
  if (row === undefined) throw new Error('Anna has no cycle')
  return row
}

const due = async () => (await answer()).due_effective.toString()

const arrange = async (wish: {
  months: number
  holds?: 'round' | 'always'
  expiresOn?: string
  reason?: string
}) =>
  clinic.tenant((tx) =>
    arrangeInterval(tx.as('recall'), {
      patientId: anna,
      typeKey,
      interval: { months: wish.months, days: 0 },
      holds: wish.holds ?? 'always',
      by,
      reason: wish.reason ?? 'Wears braces',
      expiresOn: wish.expiresOn === undefined ? null : day(wish.expiresOn),
    }),
  )

const comes = async (at: string) =>
  arrives({ clinic, anna, services }, { visits: [finishedVisit(at, 'hygiene')] })

describe('an interval of her own', () => {
  test('moves the due date at once and holds round after round', async () => {
    expect(await due()).toBe('2026-10-16')
    expect(await arrange({ months: 4 })).toEqual({ ok: true, value: null })
    expect(await due()).toBe('2026-08-15')
    await comes('2026-11-20T09:00:00Z')
    expect(await due()).toBe('2027-03-20')
  })

  test('for one round only is over with the next trigger', async () => {
    await arrange({ months: 4, holds: 'round' })
    expect(await due()).toBe('2026-08-15')
    await comes('2026-11-20T09:00:00Z')
    expect(await due()).toBe('2027-05-21')
  })

  test('runs out after its last day, by the roll-over alone, and a rebuild finds nothing to change', async () => {
    await arrange({ months: 4, expiresOn: '2026-11-30' })
    clock.moveTo(Temporal.Instant.from('2026-11-30T10:00:00Z'))
    await clinic.tenant((tx) => rollOver(tx.as('recall')))
    expect(await due()).toBe('2026-08-15')
    clock.moveTo(Temporal.Instant.from('2026-12-01T10:00:00Z'))
    const marked = await clinic.tenant((tx) => rollOver(tx.as('recall')))
    expect(marked).toBe(1)
    await clinic.tenant((tx) => recomputeDirty(tx.as('recall')))
    expect(await due()).toBe('2026-10-16')
    expect(await clinic.tenant((tx) => rebuildCycles(tx.as('recall')))).toEqual({
      opened: 0,
      closed: 0,
      moved: 0,
    })
    expect(await clinic.tenant((tx) => rollOver(tx.as('recall')))).toBe(0)
  })

  test('is taken back to the interval of the type, and both stay on record', async () => {
    await arrange({ months: 4 })
    await arrange({ months: 9 })
    expect(await due()).toBe('2027-01-15')
    const reset = await clinic.tenant((tx) =>
      endArrangement(tx.as('recall'), { patientId: anna, typeKey, what: 'interval', by }),
    )
    expect(reset.ok).toBe(true)
    expect(await due()).toBe('2026-10-16')
    const rows = await clinic.tenant((tx) =>
      tx.sql<{ months: number; ended_by: string }>(sql`
        select months, ended_by from recall.arrangement where clinic_id = ${clinic.clinicId} order by months`),
    )
    expect(rows).toEqual([
      { months: 4, ended_by: 'Ewa Zając' },
      { months: 9, ended_by: 'Ewa Zając' },
    ])
  })

  test('stays behind a due date that staff set by hand', async () => {
    await clinic.tenant((tx) =>
      overrideDueDate(tx.as('recall'), {
        patientId: anna,
        typeKey,
        due: day('2027-02-01'),
        by,
        reason: 'Abroad until then',
        expiresOn: null,
      }),
    )
    await arrange({ months: 4 })
    const found = await answer()
    expect([found.due_computed.toString(), found.due_effective.toString()]).toEqual([
      '2026-08-15',
      '2027-02-01',
    ])
  })

  test.each([
    [{ months: 0 }, 'no_interval'],
    [{ months: 4, reason: '  ' }, 'reason_missing'],
    [{ months: 4, expiresOn: '2026-11-21' }, 'expires_in_the_past'],
  ] as const)('%o is refused: %s', async (wish, kind) => {
    expect(await arrange(wish)).toEqual({ ok: false, error: { kind } })
    expect(await due()).toBe('2026-10-16')
  })
})

describe('silence', () => {
  const silence = async (
    wish:
      | { kind: 'choice' }
      | { kind: 'balance'; amountMinor: number }
      | { kind: 'co_managed'; recalledBy: string },
  ) =>
    clinic.tenant((tx) =>
      silenceRecall(tx.as('recall'), {
        patientId: anna,
        typeKey,
        by,
        reason: 'As agreed',
        expiresOn: null,
        ...wish,
      }),
    )
  const standing = async () => {
    const { status, pause_kind: kind } = await answer()
    return [status, kind]
  }
  const owes = (minor: number | null) =>
    clinic.tenant((tx) =>
      tx.sql(
        sql`update patients.patient set balance_minor = ${minor} where clinic_id = ${clinic.clinicId} and id = ${anna}`,
      ),
    )

  test('by her choice outlives a new trigger and ends when staff end it', async () => {
    await silence({ kind: 'choice' })
    expect(await standing()).toEqual(['paused', 'choice'])
    await comes('2026-11-20T09:00:00Z')
    expect(await standing()).toEqual(['paused', 'choice'])
    await clinic.tenant((tx) =>
      endArrangement(tx.as('recall'), { patientId: anna, typeKey, what: 'silence', by }),
    )
    expect(await standing()).toEqual(['not_due', null])
  })

  test.each([
    [null, 'paused'],
    [5_001, 'paused'],
    [5_000, 'overdue'],
    [-100, 'overdue'],
  ])('until a balance of 50.00 is paid: who owes %s is %s', async (minor, status) => {
    await silence({ kind: 'balance', amountMinor: 5_000 })
    await owes(minor)
    expect((await answer()).status).toBe(status)
  })

  test('names the practice that recalls her instead', async () => {
    expect(await silence({ kind: 'co_managed', recalledBy: ' ' })).toEqual({
      ok: false,
      error: { kind: 'nobody_named' },
    })
    await silence({ kind: 'co_managed', recalledBy: 'Dr Lis, periodontist' })
    expect(await standing()).toEqual(['paused', 'co_managed'])
  })

  test('is refused where there is no open cycle', async () => {
    const done = await clinic.tenant((tx) =>
      silenceRecall(tx.as('recall'), {
        patientId: anna,
        typeKey: 'dental_perio',
        by,
        reason: 'As agreed',
        expiresOn: null,
        kind: 'choice',
      }),
    )
    expect(done).toEqual({ ok: false, error: { kind: 'no_open_cycle' } })
  })
})

describe('an appointment that may or may not be for it', () => {
  const booked = async () =>
    clinic.tenant(async (tx) => {
      const record = recordOf({ appointments: [bookedVisit('2026-12-10T09:00:00Z')] })
      await writeFacts(tx, anna, { record, services })
      const [row] = await tx.sql<{ id: string }>(sql`
        select id from scheduling.appointment where clinic_id = ${clinic.clinicId} and patient_id = ${anna}`)
      return row?.id ?? ''
    })
  const decide = (appointmentId: string, doesCover: boolean) =>
    clinic.tenant((tx) =>
      decideCover(tx.as('recall'), { appointmentId, typeKey, doesCover, by, reason: 'She said so' }),
    )

  test('protects from an invitation and waits for a person; her word settles it, and may change', async () => {
    const appointmentId = await booked()
    const state = async () => {
      const { status, is_unclear: isUnclear } = await answer()
      return `${status} ${isUnclear}`
    }
    expect(await state()).toBe('booked true')
    await decide(appointmentId, true)
    expect(await state()).toBe('booked false')
    await decide(appointmentId, false)
    expect(await state()).toBe('overdue false')
  })

  test('nobody decides about an appointment of another clinic', async () => {
    const appointmentId = await booked()
    clinic = await newClinic()
    expect(await decide(appointmentId, true)).toEqual({ ok: false, error: { kind: 'not_found' } })
  })
})
