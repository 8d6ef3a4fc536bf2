import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markPatientsDirty } from '../../src/recall/mark-patients-dirty.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import { recomputeStanding } from '../../src/recall/recompute-standing.ts'
import { type Person, recordsOf } from '../../src/recall/rules/patient-history.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { joined, stage, twoScenes } from './recall-scenes.ts'
import { writeFacts } from './recall-tables.ts'

const { clock, newClinic } = await recallDatabase('2040-01-01T00:00:00Z')

test('a rebuild and the dirty set keep the same standing of every patient as their visits tell', async () => {
  await fc.assert(
    fc.asyncProperty(twoScenes, async ({ more, asOf, ...given }) => {
      clock.moveTo(asOf)
      const { clinic, ids, services } = await stage(newClinic, given)
      await clinic.tenant(async (tx) => rebuildCycles(tx.as('recall')))
      expect(await standings(clinic, ids)).toEqual(expectedStandings(given.people, clock.now()))
      const grown = given.people.map((one, index) => joined(one, index % 3 === 0 ? more[index] : undefined))
      await clinic.tenant(async (tx) => {
        for (const [index, id] of ids.entries()) {
          const extra = index % 3 === 0 ? more[index] : undefined
          if (extra !== undefined)
            await writeFacts(tx, id, { record: { ...extra.survivor, arrangements: [] }, services })
        }
        await markPatientsDirty(tx.as('recall'), ids)
      })
      await clinic.tenant(async (tx) => recomputeDirty(tx.as('recall')))
      expect(await clinic.tenant(async (tx) => recomputeStanding(tx.as('recall')))).toBe(ids.length)
      expect(await standings(clinic, ids)).toEqual(expectedStandings(grown, clock.now()))
    }),
    { numRuns: 30 },
  )
})

test('a change of recall types takes in the visits of patients who are marked, and leaves the standing of the others', async () => {
  const given = fc.sample(twoScenes, { seed: 7, numRuns: 1 })[0]
  if (given === undefined) throw new Error('no scene')
  clock.moveTo(given.asOf)
  const { clinic, ids } = await stage(newClinic, given)
  await clinic.tenant(async (tx) => rebuildCycles(tx.as('recall'), { withStanding: false }))
  expect(await standings(clinic, ids)).toEqual([])
  await clinic.tenant(async (tx) => {
    await markPatientsDirty(tx.as('recall'), ids.slice(0, 1))
    await rebuildCycles(tx.as('recall'), { withStanding: false })
  })
  expect(await standings(clinic, ids)).toEqual(expectedStandings(given.people, clock.now()))
})

async function standings(clinic: RecallClinic, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await clinic.tenant(async (tx) =>
    tx
      .as('recall')
      .read.selectFrom('recall.standing')
      .selectAll()
      .where('clinic_id', '=', clinic.clinicId)
      .execute(),
  )
  return rows
    .map(
      (row) =>
        `${ids.indexOf(row.patient_id)} ${row.first_visit_at} ${row.last_visit_at} ${row.visits} ${row.no_shows} ${row.last_no_show_at}`,
    )
    .sort()
}

function expectedStandings(people: readonly Person[], asOf: Temporal.Instant): readonly string[] {
  return people
    .flatMap((one, index) => {
      const known = (at: Temporal.Instant | null) => at !== null && Temporal.Instant.compare(at, asOf) <= 0
      const visits = recordsOf(one)
        .flatMap((record) => [
          ...record.visits.filter(({ status }) => status === 'finished').map(({ endedAt }) => endedAt),
          ...record.appointments.filter(({ state }) => state === 'fulfilled').map(({ endsAt }) => endsAt),
        ])
        .flatMap((at) => (at !== null && known(at) ? [at] : []))
        .sort(Temporal.Instant.compare)
      const missed = recordsOf(one)
        .flatMap((record) => record.appointments)
        .filter(({ state, startsAt }) => state === 'no_show' && known(startsAt))
        .map(({ startsAt }) => startsAt)
        .sort(Temporal.Instant.compare)
      if (visits.length === 0 && missed.length === 0) return []
      const [first, last, noShow] = [visits.at(0) ?? null, visits.at(-1) ?? null, missed.at(-1) ?? null]
      return [`${index} ${first} ${last} ${visits.length} ${missed.length} ${noShow}`]
    })
    .sort()
}
