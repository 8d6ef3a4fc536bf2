import { z } from 'zod'
import { allPacks, packTexts, readPack } from '../../platform/packs/read-pack.ts'
import { recallBenchmarks } from '../../recall/contract/recall-type.ts'

const share = z.number().min(0).max(1)

const benchmarkPackSchema = z.strictObject({
  pack: z.literal('benchmarks'),
  version: z.string().trim().min(1),
  benchmarks: z
    .array(
      z
        .strictObject({
          key: z.enum(recallBenchmarks),
          low: share,
          high: share,
          source: z.string().trim().min(1),
          verifiedOn: z.iso.date(),
          // Nobody has measured these: whoever shows one shows its source with it.
          status: z.literal('claim'),
        })
        .refine(({ low, high }) => low < high, { path: ['high'], message: 'must be more than low' }),
    )
    .refine((rows) => new Set(rows.map(({ key }) => key)).size === rows.length, 'a key stands twice'),
})

export type Benchmark = z.infer<typeof benchmarkPackSchema>['benchmarks'][number]

/** What recall is claimed to reach, by kind of visit (packs/benchmarks); throws a PackError that names what is wrong. */
export async function loadBenchmarks(): Promise<ReadonlyMap<string, Benchmark>> {
  const packs = allPacks(
    (await packTexts('benchmarks')).map((source) => readPack(benchmarkPackSchema, source)),
  )
  return new Map(packs.flatMap(({ benchmarks }) => benchmarks.map((row) => [row.key, row] as const)))
}
