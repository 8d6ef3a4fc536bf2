import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type AudienceMember, askedAt, audienceQuery } from '../../src/campaigns/audience-query.ts'
import type { Criterion } from '../../src/campaigns/rules/criteria/criterion.ts'
import { leavesOf } from '../../src/campaigns/rules/criteria/criterion.ts'
import { matches } from '../../src/campaigns/rules/criteria/matches.ts'
import type { PatientFacts, ValuePercentiles } from '../../src/campaigns/rules/criteria/patient-facts.ts'
import { lifetimeValue } from '../../src/campaigns/rules/criteria/visit-criteria.ts'
import type { LapseBand } from '../../src/campaigns/rules/lapse-band.ts'
import { readClinic } from '../../src/clinic/read-clinic.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { lapsedPatients } from '../../src/recall/lapsed-patients.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { recallAnswers } from '../../src/recall/recall-answers.ts'
import type { RecallStatus } from '../../src/recall/rules/status.ts'
import { withHashPlans } from '../../src/recall/with-hash-plans.ts'
import { criteria, leaf } from './audience-criteria-arbitrary.ts'
import { factsOf } from './audience-facts.ts'
import { now, type RawPerson, rawPerson } from './audience-people.ts'
import { type AudienceWorld, writeRawPerson, writeWorld } from './audience-tables.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'

const { clock, newClinic } = await recallDatabase(now.toString())
const packs = await loadRecallPacks()

interface Staged {
  readonly clinic: RecallClinic
  readonly zone: string
  readonly world: AudienceWorld
  readonly facts: readonly (PatientFacts & { readonly id: string; readonly isAskable: boolean })[]
}

/** A clinic with these people, its cycles and standing computed, and their facts as the rule asks for them. */
async function stage(zone: string, people: readonly RawPerson[]): Promise<Staged> {
  clock.moveTo(now)
  const clinic = await newClinic(zone)
  return clinic.tenant(async (tx) => {
    const world = await writeWorld(tx)
    const written: {
      readonly person: RawPerson
      readonly id: string
      readonly contactIds: readonly string[]
    }[] = []
    for (const person of people) written.push({ person, ...(await writeRawPerson(tx, person, world)) })
    await enableRecallTypes(tx.as('recall'), {
      keys: ['dental_hygiene', 'dental_perio'],
      by: { kind: 'command_line', name: 'dr Test' },
      packs,
    })
    await rebuildCycles(tx.as('recall'))
    const recall = await recallFacts(tx)
    const facts = written.map(({ person, id, contactIds }) => ({
      id,
      isAskable: isAskable(person),
      ...factsOf(person, { world, recall: recall(id), contactIds }),
    }))
    return { clinic, zone, world, facts }
  })
}

async function recallFacts(tx: TenantTransaction) {
  const answers = await tx.sql<{ patient_id: string; type_key: string; status: RecallStatus }>(
    sql`select patient_id, type_key, status from ${await recallAnswers(tx.as('recall'))} a`,
  )
  const bands = await tx.sql<{ patient_id: string; band: LapseBand }>(
    sql`select patient_id, band from ${await lapsedPatients(tx.as('recall'))} l`,
  )
  return (id: string) => ({
    recalls: answers
      .filter((row) => row.patient_id === id)
      .map(({ type_key, status }) => ({ typeKey: type_key, status })),
    band: bands.find((row) => row.patient_id === id)?.band ?? null,
  })
}

function isAskable({ isDeceased, leftAt, merged }: RawPerson): boolean {
  return (
    !isDeceased &&
    merged?.isDeceased !== true &&
    (leftAt === null || Temporal.Instant.compare(leftAt, now) > 0)
  )
}

/** The least value that so many percent of those who ever came do not exceed. */
function percentilesOf(criterion: Criterion, facts: readonly PatientFacts[]): ValuePercentiles {
  const values = facts
    .filter(({ visits }) => visits.length > 0)
    .map(lifetimeValue)
    .sort((one, other) => one - other)
  const percents = leavesOf(criterion).flatMap((one) =>
    one.kind === 'value_percentile' ? [one.from, one.to].flatMap((percent) => percent ?? []) : [],
  )
  return new Map(
    percents.flatMap((percent) => {
      const value = values[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)]
      return value === undefined ? [] : [[percent, value] as const]
    }),
  )
}

async function found(
  { clinic }: Staged,
  criterion: Criterion,
  belowBucket: number | null = null,
): Promise<readonly string[]> {
  return clinic.tenant(async (tx) => {
    const db = tx.as('campaigns')
    const query = await audienceQuery(db, {
      clinic: await readClinic(tx.as('clinic')),
      audience: { programme: { kind: 'one_off' }, criteria: criterion },
      belowBucket,
    })
    const rows = await withHashPlans(tx.as('recall'), () =>
      db.sql<Pick<AudienceMember, 'patient_id'>>(sql`select patient_id from ${query} q`),
    )
    return rows.map((row) => row.patient_id).sort()
  })
}

async function expected(staged: Staged, criterion: Criterion): Promise<readonly string[]> {
  const asked = await staged.clinic.tenant(async (tx) => askedAt(tx.as('campaigns'), { zone: staged.zone }))
  const percentiles = percentilesOf(criterion, staged.facts)
  return staged.facts
    .filter((facts) => facts.isAskable && matches(criterion, facts, { asked, percentiles }))
    .map(({ id }) => id)
    .sort()
}

const crowd = fc
  .constantFrom('Europe/Warsaw', 'America/New_York', 'Asia/Kuala_Lumpur', 'Pacific/Apia')
  .chain((zone) =>
    fc.record({
      zone: fc.constant(zone),
      people: fc.array(rawPerson(zone), { minLength: 15, maxLength: 25 }),
    }),
  )

test('SQL and rule name the same patients, for random people and random criteria', {
  timeout: 240_000,
}, async () => {
  const seen = { criteria: 0, matched: 0, notMatched: 0 }
  const kinds = new Set<string>()
  await fc.assert(
    fc.asyncProperty(crowd, fc.nat(), async ({ zone, people }, seed) => {
      const staged = await stage(zone, people)
      const asked = [
        ...fc.sample(leaf(staged.world), { seed, numRuns: 25 }),
        ...fc.sample(criteria(staged.world), { seed, numRuns: 15 }),
      ]
      for (const criterion of asked) {
        const [bySql, byRule] = [await found(staged, criterion), await expected(staged, criterion)]
        expect(bySql, JSON.stringify(criterion)).toEqual(byRule)
        seen.criteria += 1
        seen.matched += byRule.length
        seen.notMatched += staged.facts.length - byRule.length
        if (byRule.length > 0) for (const { kind } of leavesOf(criterion)) kinds.add(kind)
      }
    }),
    { numRuns: 16 },
  )
  expect(seen.criteria).toBe(16 * 40)
  expect(Math.min(seen.matched, seen.notMatched)).toBeGreaterThan(1_000)
  expect(kinds.size).toBe(24)
})

test('asked of a sample, the same patients are named as far as they are in it', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(crowd, fc.nat(), async ({ zone, people }, seed) => {
      const staged = await stage(zone, people)
      const sampled = await staged.clinic.tenant(async (tx) =>
        tx.sql<{ id: string }>(sql`
          select id from patients.patient where clinic_id = ${tx.clinicId} and sample_bucket < 512`),
      )
      const inSample = new Set(sampled.map(({ id }) => id))
      const asked = fc.sample(
        // Percentiles of a sample are those of the sample.
        criteria(staged.world).filter((one) =>
          leavesOf(one).every(({ kind }) => kind !== 'value_percentile'),
        ),
        { seed, numRuns: 10 },
      )
      for (const criterion of asked) {
        const whole = await found(staged, criterion)
        expect(await found(staged, criterion, 512)).toEqual(whole.filter((id) => inSample.has(id)))
      }
    }),
    { numRuns: 6 },
  )
})
