import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { listDue } from '../../src/recall/list-due.ts'
import { markPatientsDirty } from '../../src/recall/mark-patients-dirty.ts'
import { overrideDueDate } from '../../src/recall/override-due-date.ts'
import { pauseRecall } from '../../src/recall/pause-recall.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import { dueDate } from '../../src/recall/rules/due-date.ts'
import { someoneWaits } from '../support/someone-waits.ts'
import { arrives, by, day, start, typeKey, withAnna } from './recall-anna.ts'
import { all, type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { finishedVisit, recordOf, writeFacts, writePerson } from './recall-tables.ts'

const { database, clock, newClinic } = await recallDatabase(start.toString())

let clinic: RecallClinic
let anna: string
let services: ReadonlyMap<string, string>

beforeEach(async () => {
  clock.moveTo(start)
  ;({ clinic, anna, services } = await withAnna(await newClinic(), [typeKey, 'dental_perio']))
})

const cycles = () =>
  clinic.tenant(async (tx) => {
    const rows = await tx.sql<
      Record<'type_key' | 'triggered_on' | 'due_effective' | 'close_reason', unknown>
    >(sql`
      select type_key, triggered_on, due_effective, close_reason from recall.cycle
      where clinic_id = ${clinic.clinicId} order by triggered_on, type_key`)
    return rows.map(
      (row) => `${row.type_key} ${row.triggered_on} ${row.due_effective} ${row.close_reason ?? 'open'}`,
    )
  })

const status = async () => {
  const rows = await clinic.tenant(async (tx) => {
    const listed = await listDue(tx.as('recall'), {
      asOf: tx.now,
      statuses: ['not_due', 'due_soon', 'overdue', 'paused'],
    })
    if (!listed.ok) throw new Error(listed.error.kind)
    return all(listed.value)
  })
  return rows.map((row) => `${row.recallType} ${row.dueEffective} ${row.status}`)
}

const override = (wish: { due: string; reason?: string; expiresOn?: string }) =>
  clinic.tenant((tx) =>
    overrideDueDate(tx.as('recall'), {
      patientId: anna,
      typeKey,
      due: day(wish.due),
      by,
      reason: wish.reason ?? 'In treatment elsewhere',
      expiresOn: wish.expiresOn === undefined ? null : day(wish.expiresOn),
    }),
  )

describe('a new visit', () => {
  test('closes the cycle and opens the next; the old one stays on record', async () => {
    expect(await cycles()).toEqual(['dental_hygiene 2026-04-15 2026-10-16 open'])
    const run = await arrives(
      { clinic, anna, services },
      { visits: [finishedVisit('2026-11-20T09:00:00Z', 'hygiene')] },
    )
    expect(run).toEqual({ patients: 1, opened: 1, closed: 1, moved: 0 })
    expect(await cycles()).toEqual([
      'dental_hygiene 2026-04-15 2026-10-16 new_trigger',
      'dental_hygiene 2026-11-20 2027-05-21 open',
    ])
  })

  test('that turns out to be an error brings the old cycle back', async () => {
    await arrives({ clinic, anna, services }, { visits: [finishedVisit('2026-11-20T09:00:00Z', 'hygiene')] })
    await clinic.tenant(async (tx) => {
      await tx.run(sql`
        update scheduling.visit set status = 'entered-in-error'
        where clinic_id = ${clinic.clinicId} and ended_at = '2026-11-20T09:00:00Z'`)
      await markPatientsDirty(tx.as('recall'), [anna])
      await recomputeDirty(tx.as('recall'))
    })
    expect(await cycles()).toEqual([
      'dental_hygiene 2026-04-15 2026-10-16 open',
      'dental_hygiene 2026-11-20 2027-05-21 new_trigger',
    ])
  })

  test('of perio maintenance moves the patient from hygiene to perio', async () => {
    await arrives(
      { clinic, anna, services },
      { visits: [finishedVisit('2026-11-20T09:00:00Z', 'perio_maintenance')] },
    )
    expect(await cycles()).toEqual([
      'dental_hygiene 2026-04-15 2026-10-16 superseded',
      'dental_perio 2026-11-20 2027-02-21 open',
    ])
  })
})

describe('a patient who is gone', () => {
  test.each([
    ['died', sql`deceased_at = '2026-11-01T00:00:00Z', is_deceased = true`],
    ['left', sql`left_at = '2026-11-01T00:00:00Z'`],
  ])('because they %s has no open cycle any more', async (_, change) => {
    await clinic.tenant(async (tx) => {
      await tx.run(
        sql`update patients.patient set ${change} where clinic_id = ${clinic.clinicId} and id = ${anna}`,
      )
      await markPatientsDirty(tx.as('recall'), [anna])
      await recomputeDirty(tx.as('recall'))
    })
    expect(await cycles()).toEqual(['dental_hygiene 2026-04-15 2026-10-16 withdrawn'])
  })

  test('because their record was merged hands the visits to the survivor', async () => {
    await clinic.tenant(async (tx) => {
      const survivor = await writePerson(
        tx,
        { survivor: recordOf({}), duplicates: [] },
        { externalId: 'ann', services },
      )
      await tx.run(sql`
        update patients.patient set merged_into = ${survivor} where clinic_id = ${clinic.clinicId} and id = ${anna}`)
      await markPatientsDirty(tx.as('recall'), [anna])
      await recomputeDirty(tx.as('recall'))
    })
    expect(await cycles()).toEqual(
      ['dental_hygiene 2026-04-15 2026-10-16 open', 'dental_hygiene 2026-04-15 2026-10-16 withdrawn'].sort(),
    )
  })
})

describe('a due date set by hand', () => {
  test('counts until it runs out, is audited, and a new visit resets it', async () => {
    expect(await override({ due: '2027-01-10' })).toEqual({ ok: true, value: null })
    expect(await status()).toEqual(['dental_hygiene 2027-01-10 not_due'])
    await clinic.tenant((tx) => rebuildCycles(tx.as('recall')))
    expect(await cycles()).toEqual(['dental_hygiene 2026-04-15 2027-01-10 open'])

    const audit = await clinic.tenant((tx) =>
      tx.sql(sql`
        select actor_name, subject_id, detail ->> 'due' as due from clinic.audit
        where clinic_id = ${clinic.clinicId} and action = 'recall_cycle.overridden'`),
    )
    expect(audit).toEqual([{ actor_name: 'Ewa Zając', subject_id: anna, due: '2027-01-10' }])

    clock.advance({ hours: 24 })
    await arrives({ clinic, anna, services }, { visits: [finishedVisit('2026-11-23T09:00:00Z', 'hygiene')] })
    expect(await status()).toEqual(['dental_hygiene 2027-05-24 not_due'])
  })

  test('that runs out gives way to the computed date, in the answer at once and in the list with the next rebuild', async () => {
    await override({ due: '2027-01-10', expiresOn: '2026-11-30' })
    clock.moveTo(Temporal.Instant.from('2026-11-30T22:59:59Z'))
    expect(await status()).toEqual(['dental_hygiene 2027-01-10 not_due'])
    clock.advance({ seconds: 1 })
    expect(await status()).toEqual(['dental_hygiene 2026-10-16 overdue'])
    expect(await clinic.tenant((tx) => rebuildCycles(tx.as('recall')))).toEqual({
      opened: 0,
      closed: 0,
      moved: 1,
    })
    expect(await cycles()).toEqual(['dental_hygiene 2026-04-15 2026-10-16 open'])
  })

  test('is not known to a question about the time before it', async () => {
    await override({ due: '2027-01-10' })
    const rows = await clinic.tenant(async (tx) => {
      const listed = await listDue(tx.as('recall'), { asOf: start.subtract({ hours: 1 }) })
      if (!listed.ok) throw new Error(listed.error.kind)
      return all(listed.value)
    })
    expect(rows.map((row) => row.dueEffective.toString())).toEqual(['2026-10-16'])
  })

  test('needs a reason, an open cycle, and an end that is not over', async () => {
    expect(await override({ due: '2027-01-10', reason: ' ' })).toEqual({
      ok: false,
      error: { kind: 'reason_missing' },
    })
    expect(await override({ due: '2027-01-10', expiresOn: '2026-11-21' })).toEqual({
      ok: false,
      error: { kind: 'expires_in_the_past' },
    })
    const stranger = await clinic.tenant((tx) =>
      overrideDueDate(tx.as('recall'), {
        patientId: anna,
        typeKey: 'dental_perio',
        due: day('2027-01-10'),
        by,
        reason: 'x',
        expiresOn: null,
      }),
    )
    expect(stranger).toEqual({ ok: false, error: { kind: 'no_open_cycle' } })
  })
})

describe('a pause', () => {
  const pause = (until: string | null, reason = 'Abroad') =>
    clinic.tenant((tx) =>
      pauseRecall(tx.as('recall'), {
        patientId: anna,
        typeKey,
        until: until === null ? null : day(until),
        by,
        reason,
      }),
    )

  test('holds until its day and leaves the due date alone', async () => {
    expect(await pause('2026-12-24')).toEqual({ ok: true, value: null })
    expect(await status()).toEqual(['dental_hygiene 2026-10-16 paused'])
    clock.moveTo(Temporal.Instant.from('2026-12-24T08:00:00Z'))
    expect(await status()).toEqual(['dental_hygiene 2026-10-16 overdue'])
  })

  test('can be ended', async () => {
    await pause('2026-12-24')
    await pause(null)
    expect(await status()).toEqual(['dental_hygiene 2026-10-16 overdue'])
  })

  test('needs a reason and a day ahead', async () => {
    expect(await pause('2026-12-24', '')).toEqual({ ok: false, error: { kind: 'reason_missing' } })
    expect(await pause('2026-11-22')).toEqual({ ok: false, error: { kind: 'day_in_the_past' } })
  })
})

describe('the dirty set', () => {
  const marks = () =>
    clinic.tenant((tx) =>
      tx.sql(sql`select patient_id from recall.dirty_patient where clinic_id = ${clinic.clinicId}`),
    )

  test('a mark set while a recompute runs is not spent by it', async () => {
    await clinic.tenant((tx) => markPatientsDirty(tx.as('recall'), [anna]))
    const meanwhile = Promise.withResolvers<void>()
    const marked = Promise.withResolvers<void>()
    const importing = clinic.tenant(async (tx) => {
      await writeFacts(tx, anna, {
        record: recordOf({ visits: [finishedVisit('2026-11-20T09:00:00Z', 'hygiene')] }),
        services,
      })
      await markPatientsDirty(tx.as('recall'), [anna])
      marked.resolve()
      await meanwhile.promise
    })
    await marked.promise
    // The job cannot see the visit yet, and so must leave the mark alone.
    expect((await clinic.tenant((tx) => recomputeDirty(tx.as('recall')))).patients).toBe(0)
    meanwhile.resolve()
    await importing
    expect((await clinic.tenant((tx) => recomputeDirty(tx.as('recall')))).patients).toBe(1)
    expect(await cycles()).toContain('dental_hygiene 2026-11-20 2027-05-21 open')
    expect(await marks()).toEqual([])
  })

  test('a rebuild spends the marks it found, not one that was renewed while it ran', async () => {
    await clinic.tenant((tx) => markPatientsDirty(tx.as('recall'), [anna]))
    const meanwhile = Promise.withResolvers<void>()
    const marked = Promise.withResolvers<void>()
    const importing = clinic.tenant(async (tx) => {
      await writeFacts(tx, anna, {
        record: recordOf({ visits: [finishedVisit('2026-11-20T09:00:00Z', 'hygiene')] }),
        services,
      })
      await markPatientsDirty(tx.as('recall'), [anna])
      marked.resolve()
      await meanwhile.promise
    })
    await marked.promise
    const rebuilding = clinic.tenant((tx) => rebuildCycles(tx.as('recall')))
    await someoneWaits(database)
    meanwhile.resolve()
    await Promise.all([importing, rebuilding])
    expect(await marks()).toEqual([{ patient_id: anna }])
    await clinic.tenant((tx) => rebuildCycles(tx.as('recall')))
    expect(await marks()).toEqual([])
    expect(await cycles()).toContain('dental_hygiene 2026-11-20 2027-05-21 open')
  })

  test('two workers share the marks without a deadlock', async () => {
    const ids = await clinic.tenant(async (tx) => {
      const made: string[] = []
      for (let index = 0; index < 40; index += 1) {
        const survivor = recordOf({ visits: [finishedVisit('2026-05-01T09:00:00Z', 'hygiene')] })
        made.push(await writePerson(tx, { survivor, duplicates: [] }, { externalId: `p${index}`, services }))
      }
      return made
    })
    await clinic.tenant((tx) => markPatientsDirty(tx.as('recall'), ids.toReversed()))
    const runs = await Promise.all(
      [1, 2, 3, 4].map(() => clinic.tenant((tx) => recomputeDirty(tx.as('recall'), 10))),
    )
    expect(runs.map((run) => [run.patients, run.opened])).toEqual([
      [10, 10],
      [10, 10],
      [10, 10],
      [10, 10],
    ])
    expect(await marks()).toEqual([])
  })

  test('an empty set costs nothing and changes nothing', async () => {
    await clinic.tenant((tx) => markPatientsDirty(tx.as('recall'), []))
    expect(await clinic.tenant((tx) => recomputeDirty(tx.as('recall')))).toEqual({
      patients: 0,
      opened: 0,
      closed: 0,
      moved: 0,
    })
  })
})

describe('the end of a month', () => {
  test('PostgreSQL and the rules add months and days alike', async () => {
    const starts = Array.from({ length: 3 * 366 }, (_, index) => day('2023-11-01').add({ days: index }))
    const intervals = [1, 3, 6, 12, 24].flatMap((months) =>
      [0, 1, 28].map((extra) => [months, extra] as const),
    )
    for (const [months, days] of intervals) {
      const [row] = await clinic.tenant((tx) =>
        tx.sql<{ due: Temporal.PlainDate[] }>(sql`
          select array_agg((d + make_interval(months => ${months}, days => ${days}))::date order by d) as due
          from unnest(${starts}::date[]) as given (d)`),
      )
      expect(row?.due.map(String)).toEqual(starts.map((from) => dueDate(from, { months, days }).toString()))
    }
  })
})
