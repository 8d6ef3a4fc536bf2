import { describe, expect, test } from 'vitest'
import { listDue } from '../../src/recall/list-due.ts'
import { pauseRecall } from '../../src/recall/pause-recall.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { cyclesOf } from '../../src/recall/rules/cycle.ts'
import type { PatientRecord } from '../../src/recall/rules/patient-history.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'
import { bookingOf, latestAnsweringDay, recallStatuses, statusOf } from '../../src/recall/rules/status.ts'
import { localDay } from '../../src/recall/rules/zone-windows.ts'
import { all, recallDatabase } from './recall-clinic.ts'
import { stage } from './recall-scenes.ts'
import { finishedVisit, recordOf } from './recall-tables.ts'

// One table of cases that trip recall systems, answered twice: by the pure rules for one person, and by the SQL for all.

const { clock, newClinic } = await recallDatabase('2000-01-01T00:00:00Z')
const by = { kind: 'staff', id: '0', name: 'Ewa Zając', role: 'manager' } as const
const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(text)
const seen = (on: string, kind = 'v1') => finishedVisit(on.includes('T') ? on : `${on}T09:00:00Z`, kind)

const noTriggers = {
  anyVisit: false,
  neverDone: false,
  visitCodes: [],
  procedureCodes: [],
  diagnosisCodes: [],
}
const checkup: RecallRule = {
  key: 'checkup',
  triggers: { ...noTriggers, resultCodes: [], planCodes: [], visitCodes: ['v1'] },
  interval: { months: 6, days: 1 },
  isOnce: false,
  excludedConditionCodes: [],
  risk: null,
  succeeds: [],
  sharesTriggers: true,
  dueSoonDays: 30,
  graceDays: 92,
  minimumAge: null,
  maximumAge: null,
  sex: null,
  conditionCodes: [],
  excludes: [],
  serviceKeys: ['v1'],
}
const every = (months: number, days = 0): RecallRule => ({ ...checkup, interval: { months, days } })
const child: RecallRule = { ...checkup, key: 'child', maximumAge: 17 }
const from40: RecallRule = { ...checkup, minimumAge: 40 }
const adult: RecallRule = { ...checkup, key: 'adult', succeeds: ['child'], excludes: ['child'] }
const perio: RecallRule = {
  ...every(3, 1),
  key: 'perio',
  triggers: { ...checkup.triggers, visitCodes: ['v2'] },
}
const hygiene: RecallRule = { ...checkup, key: 'hygiene', excludes: ['perio'] }

interface Case {
  readonly facts: Partial<PatientRecord>
  /** Records merged with it, the nearest first. */
  readonly merged?: readonly Partial<PatientRecord>[]
  readonly rules?: readonly RecallRule[]
  readonly zone?: string
  readonly asOf?: string
  readonly pausedUntil?: string
  /** Type, day it counts from, due date and status of every cycle. */
  readonly expected: readonly string[]
}

const may = { visits: [seen('2026-05-10')] }
const due = 'checkup 2026-05-10 2026-11-11 overdue'

const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  'age on the due date': {
    'turns 18 on the due date, for a type up to 17': {
      facts: { ...may, birthDate: day('2008-11-11') },
      rules: [child],
      expected: [],
    },
    'turns 18 the day after it': {
      facts: { ...may, birthDate: day('2008-11-12') },
      rules: [child],
      expected: ['child 2026-05-10 2026-11-11 overdue'],
    },
    'is 39 today and 40 on the due date, for a type from 40': {
      facts: { visits: [seen('2026-06-10')], birthDate: day('1986-12-11') },
      rules: [from40],
      expected: ['checkup 2026-06-10 2026-12-11 due_soon'],
    },
    'turns 40 the day after it': {
      facts: { visits: [seen('2026-06-10')], birthDate: day('1986-12-12') },
      rules: [from40],
      expected: [],
    },
    'grows into the type of adults on the due date': {
      facts: { ...may, birthDate: day('2008-11-11') },
      rules: [adult, child],
      expected: ['adult 2026-05-10 2026-11-11 overdue'],
    },
    'has no birth date on record': { facts: { ...may, birthDate: null }, rules: [from40], expected: [due] },
  },
  'end of a month': {
    '31 August and six months': {
      facts: { visits: [seen('2026-08-31')] },
      rules: [every(6)],
      expected: ['checkup 2026-08-31 2027-02-28 not_due'],
    },
    '31 August, six months and a day': {
      facts: { visits: [seen('2026-08-31')] },
      rules: [every(6, 1)],
      expected: ['checkup 2026-08-31 2027-03-01 not_due'],
    },
    '31 October and a month': {
      facts: { visits: [seen('2026-10-31')] },
      rules: [every(1)],
      expected: ['checkup 2026-10-31 2026-11-30 due_soon'],
    },
    '30 November and three months': {
      facts: { visits: [seen('2025-11-30')] },
      rules: [every(3)],
      expected: ['checkup 2025-11-30 2026-02-28 lapsed'],
    },
  },
  'leap day': {
    'seen on 29 February, a year later': {
      facts: { visits: [seen('2024-02-29')] },
      rules: [every(12)],
      expected: ['checkup 2024-02-29 2025-02-28 lapsed'],
    },
    'seen on 31 August before a leap year': {
      facts: { visits: [seen('2023-08-31')] },
      rules: [every(6)],
      expected: ['checkup 2023-08-31 2024-02-29 lapsed'],
    },
    'born on 29 February is 18 on the 28th of another year': {
      facts: { visits: [seen('2025-08-28')], birthDate: day('2008-02-29') },
      rules: [{ ...child, interval: { months: 6, days: 0 } }],
      expected: [],
    },
    'and is 17 on the 27th': {
      facts: { visits: [seen('2025-08-27')], birthDate: day('2008-02-29') },
      rules: [{ ...child, interval: { months: 6, days: 0 } }],
      expected: ['child 2025-08-27 2026-02-27 lapsed'],
    },
  },
  'change of clocks': {
    'after midnight on the day that summer time begins': {
      facts: { visits: [seen('2026-03-28T23:30:00Z')] },
      expected: ['checkup 2026-03-29 2026-09-30 overdue'],
    },
    'before midnight on the day that summer time begins': {
      facts: { visits: [seen('2026-03-29T21:59:59Z')] },
      expected: ['checkup 2026-03-29 2026-09-30 overdue'],
    },
    'in the hour that comes twice, the second time': {
      facts: { visits: [seen('2025-10-26T01:30:00Z')] },
      expected: ['checkup 2025-10-26 2026-04-27 lapsed'],
    },
    'an hour before midnight in winter time is no next day': {
      facts: { visits: [seen('2025-10-26T22:30:00Z')] },
      expected: ['checkup 2025-10-26 2026-04-27 lapsed'],
    },
    'where midnight itself is skipped': {
      facts: { visits: [seen('2018-11-04T03:00:00Z')] },
      zone: 'America/Sao_Paulo',
      expected: ['checkup 2018-11-04 2019-05-05 lapsed'],
    },
    'where a whole day was skipped': {
      facts: { visits: [seen('2011-12-30T10:00:00Z')] },
      zone: 'Pacific/Apia',
      expected: ['checkup 2011-12-31 2012-07-01 lapsed'],
    },
    'due tomorrow until the longer day ends': {
      facts: { visits: [seen('2026-04-25')] },
      asOf: '2026-10-25T22:59:59Z',
      expected: ['checkup 2026-04-25 2026-10-26 due_soon'],
    },
    'due today a second later': {
      facts: { visits: [seen('2026-04-25')] },
      asOf: '2026-10-25T23:00:00Z',
      expected: ['checkup 2026-04-25 2026-10-26 due'],
    },
  },
  deceased: {
    'with a date that is past': {
      facts: { ...may, isDeceased: true, deceasedAt: at('2026-10-01T00:00:00Z') },
      expected: [],
    },
    'without a date': { facts: { ...may, isDeceased: true }, expected: [] },
    'by another record of the same person': { facts: may, merged: [{ isDeceased: true }], expected: [] },
  },
  merged: {
    'the newest visit is on the other record': {
      facts: { visits: [seen('2026-02-10')] },
      merged: [may],
      expected: [due],
    },
    'a record that was merged into the merged one counts too': {
      facts: {},
      merged: [{}, may],
      expected: [due],
    },
    'the other record was closed as having left': {
      facts: may,
      merged: [{ leftAt: at('2026-10-01T00:00:00Z') }],
      expected: [due],
    },
  },
  moved: {
    'left formally': { facts: { ...may, leftAt: at('2026-10-01T00:00:00Z') }, expected: [] },
    'leaves at this very moment': { facts: { ...may, leftAt: at('2026-11-22T10:00:00Z') }, expected: [] },
    'leaves a second later': { facts: { ...may, leftAt: at('2026-11-22T10:00:01Z') }, expected: [due] },
  },
  superseded: {
    'perio takes the place of hygiene': {
      facts: { visits: [seen('2026-05-10'), seen('2026-09-01', 'v2')] },
      rules: [hygiene, perio],
      expected: ['perio 2026-09-01 2026-12-02 due_soon'],
    },
    'a newer hygiene visit restarts perio, not hygiene': {
      facts: { visits: [seen('2026-09-10'), seen('2026-06-01', 'v2')] },
      rules: [hygiene, perio],
      expected: ['perio 2026-09-10 2026-12-11 due_soon'],
    },
    'where perio is not enabled hygiene goes on': {
      facts: { visits: [seen('2026-05-10'), seen('2026-09-01', 'v2')] },
      rules: [hygiene],
      expected: ['hygiene 2026-05-10 2026-11-11 overdue'],
    },
  },
  paused: {
    'until tomorrow': {
      facts: may,
      pausedUntil: '2026-11-23',
      expected: ['checkup 2026-05-10 2026-11-11 paused'],
    },
    'until today': { facts: may, pausedUntil: '2026-11-22', expected: [due] },
    'long overdue, and still left in peace': {
      facts: { visits: [seen('2024-05-10')] },
      pausedUntil: '2027-01-01',
      expected: ['checkup 2024-05-10 2024-11-11 paused'],
    },
  },
}

function asked({ zone = 'Europe/Warsaw', asOf = '2026-11-22T10:00:00Z', rules = [checkup], ...one }: Case) {
  const person = { survivor: recordOf(one.facts), duplicates: (one.merged ?? []).map(recordOf) }
  const pausedAt = at(asOf).subtract({ hours: 24 })
  const pause = one.pausedUntil === undefined ? null : { until: day(one.pausedUntil), madeAt: pausedAt }
  return { zone, asOf: at(asOf), rules, person, pause }
}

function byTheRules({ zone, asOf, rules, person, pause }: ReturnType<typeof asked>): readonly string[] {
  const today = localDay(asOf, zone)
  return cyclesOf(person, rules, { asOf, zone }).map((cycle) => {
    const rule = rules.find(({ key }) => key === cycle.typeKey)
    if (rule === undefined) throw new Error('a cycle of no rule')
    const latestDay = latestAnsweringDay(rule, cycle.dueComputed, today)
    const booking = bookingOf(rule, person, { asOf, zone, latestDay })
    const status = statusOf(rule, { ...cycle, override: null, pause, booking }, { asOf, today })
    return `${cycle.typeKey} ${cycle.triggeredOn} ${cycle.dueComputed} ${status}`
  })
}

async function bySets({
  zone,
  asOf,
  rules,
  person,
  pause,
}: ReturnType<typeof asked>): Promise<readonly string[]> {
  clock.moveTo(pause?.madeAt ?? asOf)
  const { clinic, ids } = await stage(newClinic, { zone, rules, people: [person] })
  await clinic.tenant(async (tx) => {
    await rebuildCycles(tx.as('recall'))
    const typeKey = rules[0]?.key ?? ''
    const wish = { patientId: ids[0] ?? '', typeKey, until: pause?.until ?? null, by, reason: 'Abroad' }
    if (pause !== null) expect(await pauseRecall(tx.as('recall'), wish)).toEqual({ ok: true, value: null })
  })
  clock.moveTo(asOf)
  return clinic.tenant(async (tx) => {
    await rebuildCycles(tx.as('recall'))
    const listed = await listDue(tx.as('recall'), { asOf, statuses: recallStatuses })
    if (!listed.ok) throw new Error(listed.error.kind)
    const stored = await tx
      .as('recall')
      .read.selectFrom('recall.cycle')
      .select(['type_key', 'triggered_on'])
      .where('clinic_id', '=', clinic.clinicId)
      .where('closed_at', 'is', null)
      .execute()
    const countsFrom = new Map(stored.map((row) => [row.type_key, row.triggered_on]))
    return (await all(listed.value)).map(
      (row) => `${row.recallType} ${countsFrom.get(row.recallType)} ${row.dueComputed} ${row.status}`,
    )
  })
}

describe.each(Object.entries(cases))('%s', (_, table) => {
  test.each(Object.entries(table))('%s', async (__, one) => {
    const question = asked(one)
    expect(byTheRules(question)).toEqual(one.expected)
    expect(await bySets(question)).toEqual(one.expected)
  })
})
