import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { findDuplicates } from '../../src/patients/find-duplicates.ts'
import { mergePatients } from '../../src/patients/merge-patients.ts'
import { judgePair, type MatchScene } from '../../src/patients/rules/matching/judge-pair.ts'
import type { MatchRecord } from '../../src/patients/rules/matching/match-record.ts'
import { testDatabase } from '../support/database.ts'
import { duplicatedClinic, pairOf } from '../support/duplicated-clinic.ts'
import { ImportClinic } from '../support/import-clinic.ts'

const { connection } = await testDatabase()

interface StoredRecord {
  readonly number: string
  readonly record: MatchRecord
  readonly words: readonly string[]
}

/** Every pair there is, judged by the rule alone. */
function judgedAll(records: readonly StoredRecord[]) {
  const scene = sceneOf(records)
  const proposed = new Set<string>()
  const certain = new Set<string>()
  for (const [at, one] of records.entries())
    for (const other of records.slice(at + 1)) {
      const { isProposed, isCertain } = judgePair(one.record, other.record, scene)
      if (isProposed) proposed.add(pairOf(one.number, other.number))
      if (isCertain) certain.add(pairOf(one.number, other.number))
    }
  return { proposed, certain }
}

function sceneOf(records: readonly StoredRecord[]): MatchScene {
  const counts = new Map<string, number>()
  for (const word of records.flatMap(({ words }) => words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const commonness = (word: string): number | undefined => {
    const count = counts.get(word) ?? 0
    return count < 4 ? undefined : count / records.length
  }
  return { records: records.length, commonness }
}

describe.each([21, 22, 23])('the search in the database, on simulated people of seed %i', (seed) => {
  it('finds what the rule finds among all pairs: everything certain, and all but one in a hundred proposals', async () => {
    const clinic = await ImportClinic.open(connection, { seed: `synthetic ${seed}` })
    const { records } = duplicatedClinic({ people: 500, seed, hasNumbers: true })
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      mergePatients(tx.as('patients'), {
        source: 'simulation',
        batchId: tx.ids.uuid(tx.now),
        records,
        onDifference: 'update',
        declared: null,
      }),
    )
    await findDuplicates(clinic.db, clinic.clinicId, { everyone: false, mergesCertain: false })
    const [stored, found] = await clinic.db.tenant(clinic.clinicId, async (tx) => [
      await tx.sql<StoredRecord>(sql`
        select p.external_id as number, m.record, m.words from patients.match_record m
        join patients.patient p on p.clinic_id = m.clinic_id and p.id = m.patient_id
        where m.clinic_id = ${clinic.clinicId}`),
      await tx.sql<{ one: string; other: string; isCertain: boolean }>(sql`
        select one.external_id as one, other.external_id as other, d.is_certain as "isCertain" from patients.duplicate_pair d
        join patients.patient one on one.clinic_id = d.clinic_id and one.id = d.one_id
        join patients.patient other on other.clinic_id = d.clinic_id and other.id = d.other_id
        where d.clinic_id = ${clinic.clinicId}`),
    ])
    await clinic.db.close()
    const truth = judgedAll(stored)
    const pairs = new Set(found.map(({ one, other }) => pairOf(one, other)))
    const certain = new Set(found.flatMap((pair) => (pair.isCertain ? [pairOf(pair.one, pair.other)] : [])))
    expect(stored).toHaveLength(records.length)
    expect(truth.certain.size).toBeGreaterThan(0)
    expect(certain).toEqual(truth.certain)
    const lost = [...truth.proposed].filter((pair) => !pairs.has(pair))
    expect(lost.length / truth.proposed.size).toBeLessThanOrEqual(0.01)
    expect([...pairs].filter((pair) => !truth.proposed.has(pair))).toEqual([])
  })
})
