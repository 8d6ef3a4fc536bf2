import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listCleanup } from '../../src/recall/list-cleanup.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { cleanupFindings } from '../../src/recall/rules/cleanup-findings.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { stage, twoScenes } from './recall-scenes.ts'

const { clock, newClinic } = await recallDatabase('2040-01-01T00:00:00Z')
const kinds = ['no_last_visit', 'no_birth_date', 'drift'] as const

/** Moments of the scenes lie close together; whoever asks later finds people who have been away. */
const scene = fc.tuple(twoScenes, fc.constantFrom(0, 200, 370, 560, 1090))

test('the list and the rule find the same to clean up, for random histories', async () => {
  const seen: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(scene, async ([given, laterDays]) => {
      const asOf = given.asOf.add({ hours: 24 * laterDays })
      clock.moveTo(asOf)
      // Merged records name the surviving one themselves (src/patients/rules/lineage.ts).
      const people = given.people.map((one) => ({ ...one, duplicates: one.duplicates.slice(0, 1) }))
      const { clinic, ids } = await stage(newClinic, { ...given, people })
      await clinic.tenant(async (tx) => rebuildCycles(tx.as('recall')))
      for (const kind of kinds) {
        const expected = ids.filter((_, index) => {
          const person = people[index]
          return person !== undefined && cleanupFindings(person, { asOf, zone: given.zone }).includes(kind)
        })
        expect((await listed(clinic, kind)).toSorted(), kind).toEqual(expected.toSorted())
        seen[kind] = (seen[kind] ?? 0) + expected.length
      }
    }),
    { numRuns: 60 },
  )
  for (const kind of kinds) expect(seen[kind], kind).toBeGreaterThan(5)
})

async function listed(clinic: RecallClinic, kind: (typeof kinds)[number]): Promise<readonly string[]> {
  const reading = { language: 'en', country: 'PL', zone: 'Europe/Warsaw' } as const
  const page = await clinic.tenant((tx) =>
    listCleanup(tx.as('recall'), { kind, owner: undefined, after: undefined, pageSize: 200, reading }),
  )
  if (!page.ok) throw new Error(page.error.kind)
  return page.value.rows.map(({ patientId }) => patientId)
}
