import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { audienceQuery } from '../../src/campaigns/audience-query.ts'
import type { AudienceDocument } from '../../src/campaigns/rules/audience-document.ts'
import type { Criterion } from '../../src/campaigns/rules/criteria/criterion.ts'
import { type LapseBand, lapseBands } from '../../src/campaigns/rules/lapse-band.ts'
import { readClinic } from '../../src/clinic/read-clinic.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { withHashPlans } from '../../src/recall/with-hash-plans.ts'
import { now, type RawPerson, somebody, visitOn } from './audience-people.ts'
import { writeRawPerson, writeWorld } from './audience-tables.ts'
import { recallDatabase } from './recall-clinic.ts'

// The segments of MISSION A4 and the lapse of A3, each with an example worked out from the clinics' own programmes: hygiene
// every six months and a day, asked about on 22 November 2026.

const { clock, newClinic } = await recallDatabase(now.toString())
const packs = await loadRecallPacks()

/** Who of these an audience names, in the order of their names here. */
async function named(
  people: Readonly<Record<string, RawPerson>>,
  audience: AudienceDocument,
  recallTypes: readonly string[] = [],
): Promise<readonly { readonly who: string; readonly band: string | null }[]> {
  clock.moveTo(now)
  const clinic = await newClinic()
  return clinic.tenant(async (tx) => {
    const world = await writeWorld(tx)
    const names = new Map<string, string>()
    for (const [name, person] of Object.entries(people))
      names.set((await writeRawPerson(tx, person, world)).id, name)
    if (recallTypes.length > 0) {
      const by = { kind: 'command_line', name: 'dr Test' } as const
      await enableRecallTypes(tx.as('recall'), { keys: recallTypes, by, packs })
    }
    await rebuildCycles(tx.as('recall'))
    const db = tx.as('campaigns')
    const query = await audienceQuery(db, { clinic: await readClinic(tx.as('clinic')), audience })
    const rows = await withHashPlans(tx.as('recall'), () =>
      db.sql<{ patient_id: string; band: string | null }>(sql`select patient_id, band from ${query} q`),
    )
    const order = [...names.values()]
    return rows
      .map(({ patient_id, band }) => ({ who: names.get(patient_id) ?? '', band }))
      .sort((one, other) => order.indexOf(one.who) - order.indexOf(other.who))
  })
}

const lapsed = (...bands: readonly LapseBand[]): AudienceDocument => ({
  programme: { kind: 'reactivation', bands },
})
const all = (criteria: Criterion): AudienceDocument => ({ programme: { kind: 'one_off' }, criteria })
const who = (found: Awaited<ReturnType<typeof named>>) => found.map((one) => one.who)

describe('overdue: patients of six-month hygiene', () => {
  const hygiene = (day: string) => somebody({ visits: [visitOn(day, { service: 0 })] })
  const people = {
    'a visit in April: due in October, still recall': hygiene('2026-04-20'),
    'nine months after the visit: three overdue': hygiene('2026-02-19'),
    'due in May, six overdue': hygiene('2025-11-20'),
    'due a year ago': hygiene('2025-05-19'),
  }

  it('recently lapsed is 3–6 months overdue: nine months after a six-month visit', async () => {
    expect(who(await named(people, lapsed('overdue_3_6'), ['dental_hygiene']))).toEqual([
      'nine months after the visit: three overdue',
    ])
  })

  it('mid-term is 6–12 months overdue', async () => {
    expect(who(await named(people, lapsed('overdue_6_12'), ['dental_hygiene']))).toEqual([
      'due in May, six overdue',
    ])
  })

  it('long-term is 12 months and more overdue', async () => {
    expect(who(await named(people, lapsed('overdue_12_plus'), ['dental_hygiene']))).toEqual([
      'due a year ago',
    ])
  })

  it('0–3 months overdue is still recall, and in no band', async () => {
    expect(who(await named(people, lapsed(...lapseBands), ['dental_hygiene']))).not.toContain(
      'a visit in April: due in October, still recall',
    )
  })
})

describe('inactive: patients of a practice without intervals', () => {
  const seen = (day: string) => somebody({ visits: [visitOn(day)] })
  const people = {
    'eleven months away': seen('2025-12-22'),
    'twelve months to the day': seen('2025-11-22'),
    'a day short of eighteen': seen('2025-05-23'),
    'eighteen to the day': seen('2025-05-22'),
    'twenty-four to the day': seen('2024-11-22'),
    'three and a half years away': seen('2023-05-01'),
    'never came': somebody({}),
  }

  it('12–18 months without a visit', async () => {
    expect(who(await named(people, lapsed('inactive_12_18')))).toEqual([
      'twelve months to the day',
      'a day short of eighteen',
    ])
  })

  it('18–24 months without a visit', async () => {
    expect(who(await named(people, lapsed('inactive_18_24')))).toEqual(['eighteen to the day'])
  })

  it('24 months and more without a visit', async () => {
    expect(who(await named(people, lapsed('inactive_24_plus')))).toEqual([
      'twenty-four to the day',
      'three and a half years away',
    ])
  })

  it('18–36 months, the list that a chart review works through, is a time span of the last visit', async () => {
    const between: Criterion = { kind: 'last_visit', ago: { unit: 'months', from: 18, to: 36 } }
    expect(who(await named(people, all(between)))).toEqual(['eighteen to the day', 'twenty-four to the day'])
  })
})

describe('both schemes', () => {
  it('name a patient once: what is due outweighs the time away', async () => {
    const people = {
      'three years away, and hygiene is due': somebody({ visits: [visitOn('2023-11-01', { service: 0 })] }),
    }
    expect(await named(people, lapsed(...lapseBands), ['dental_hygiene'])).toEqual([
      { who: 'three years away, and hygiene is due', band: 'overdue_12_plus' },
    ])
  })

  it('name nobody who left formally, has died, or lives on under another record', async () => {
    const away = { visits: [visitOn('2024-01-10')] }
    const people = {
      'still ours': somebody(away),
      'moved the records': somebody(away, { leftAt: Temporal.Instant.from('2025-01-01T00:00:00Z') }),
      died: somebody(away, { isDeceased: true }),
      'came back under another record': somebody(away, {
        merged: {
          ...somebody({ visits: [visitOn('2026-10-01')] }).own,
          isDeceased: false,
          safeContact: 'normal',
        },
      }),
    }
    expect(who(await named(people, lapsed(...lapseBands)))).toEqual(['still ours'])
    expect(who(await named(people, { programme: { kind: 'one_off' } }))).toEqual([
      'still ours',
      'came back under another record',
    ])
  })
})

describe('by what is on record', () => {
  const away = [visitOn('2025-03-01')]

  it('unfinished treatment: an item of the plan is open', async () => {
    const people = {
      'a crown is still to be done': somebody({
        visits: away,
        items: [{ state: 'open', planStatus: 'active' }],
      }),
      'the plan was given up': somebody({ visits: away, items: [{ state: 'open', planStatus: 'revoked' }] }),
      'all done': somebody({ visits: away, items: [{ state: 'done', planStatus: 'active' }] }),
    }
    expect(who(await named(people, all({ kind: 'unfinished_plan' })))).toEqual([
      'a crown is still to be done',
    ])
  })

  it('insurance changed: a coverage ended after the last visit', async () => {
    const ended = (day: string) => somebody({ visits: away, coverageEnds: [Temporal.PlainDate.from(day)] })
    const people = {
      'the insurer changed in summer': ended('2025-06-30'),
      'ended on the day of the visit': ended('2025-03-01'),
      'changed before the visit': ended('2025-02-28'),
      'runs to the end of the year': ended('2026-12-31'),
    }
    expect(who(await named(people, all({ kind: 'insurance_changed' })))).toEqual([
      'the insurer changed in summer',
      'ended on the day of the visit',
    ])
  })

  it('age range: 30–65, as a campaign for prevention has it', async () => {
    const born = (day: string) => somebody({ visits: away }, { birthDate: Temporal.PlainDate.from(day) })
    const people = {
      'turns 30 today': born('1996-11-22'),
      'is 29': born('1996-11-23'),
      'is 65': born('1960-11-23'),
      'turns 66 today': born('1960-11-22'),
    }
    expect(who(await named(people, all({ kind: 'age', from: 30, to: 65 })))).toEqual([
      'turns 30 today',
      'is 65',
    ])
  })

  it('speciality used before: by the service, or by the doctor who saw the patient', async () => {
    const people = {
      'echo of the heart': somebody({ visits: [visitOn('2024-05-01', { service: 1 })] }),
      'seen by the cardiologist': somebody({ visits: [visitOn('2024-05-01', { provider: 0 })] }),
      'skin, and lately': somebody({ visits: [visitOn('2026-05-01', { service: 2 })] }),
      hygiene: somebody({ visits: [visitOn('2024-05-01', { service: 0 })] }),
    }
    expect(who(await named(people, all({ kind: 'visited', specialities: ['Kardiologia'] })))).toEqual([
      'echo of the heart',
      'seen by the cardiologist',
    ])
    expect(
      who(await named(people, all({ kind: 'visited', specialities: ['Kardiologia', 'Dermatologia'] }))),
    ).toHaveLength(3)
  })

  it('value: the fifth of the patients whose visits were worth most', async () => {
    const worth = (valueMinor: number) => somebody({ visits: [visitOn('2025-03-01', { valueMinor })] })
    const people = {
      'an implant': worth(900_000),
      'two fillings': worth(60_000),
      'a check-up': worth(15_000),
      'another check-up': worth(15_000),
      'a third check-up': worth(15_000),
    }
    expect(who(await named(people, all({ kind: 'value_percentile', from: 80 })))).toEqual(['an implant'])
    expect(who(await named(people, all({ kind: 'value', fromMinor: 60_000 })))).toEqual([
      'an implant',
      'two fillings',
    ])
  })
})

describe('composed as a clinic asks for it', () => {
  it('30–65, cardiology used before, over a year away, nothing booked', async () => {
    const heart = [visitOn('2025-06-02', { service: 1 })]
    const booked = {
      state: 'booked' as const,
      startsAt: now.add({ hours: 72 }),
      heldUntil: null,
      service: 1,
      provider: null,
      location: null,
      visit: null,
    }
    const people = {
      'as asked for': somebody({ visits: heart }),
      'has a time': somebody({ visits: heart, appointments: [booked] }),
      'was there in spring': somebody({ visits: [...heart, visitOn('2026-04-02')] }),
      'another speciality': somebody({ visits: [visitOn('2025-06-02', { service: 2 })] }),
      'is 70': somebody({ visits: heart }, { birthDate: Temporal.PlainDate.from('1956-01-01') }),
    }
    const criteria: Criterion = {
      kind: 'all',
      of: [
        { kind: 'age', from: 30, to: 65 },
        { kind: 'last_visit', ago: { unit: 'months', from: 12 } },
        { kind: 'visited', specialities: ['Kardiologia'] },
        { kind: 'next_visit', has: false },
      ],
    }
    expect(who(await named(people, all(criteria)))).toEqual(['as asked for'])
  })
})
