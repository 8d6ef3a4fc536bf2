import { z } from 'zod'
import { allPacks, packTexts, readPack } from '../../platform/packs/read-pack.ts'
import type { LapseRule } from '../rules/lapse-definitions.ts'

const name = z.string().trim().min(1).max(80)
const months = z.int().min(1).max(120)

const lapseRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('overdue'), months }),
  z.strictObject({ kind: z.literal('chronic_missed') }),
  z.strictObject({ kind: z.literal('unfinished'), idleDays: z.int().min(1).max(365), freshMonths: months }),
  z
    .strictObject({ kind: z.literal('inactive'), fromMonths: months, toMonths: months.optional() })
    .refine(({ fromMonths, toMonths }) => toMonths === undefined || toMonths > fromMonths, {
      path: ['toMonths'],
      message: 'must be more than fromMonths',
    }),
]) satisfies z.ZodType<LapseRule>

const practiceTypes = ['dental', 'primary_care', 'physiotherapy', 'specialist'] as const
export type PracticeType = (typeof practiceTypes)[number]

const lapsePackSchema = z.strictObject({
  pack: z.literal('lapse'),
  version: z.string().trim().min(1),
  definitions: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _'),
        names: z.strictObject({ en: name, pl: name, ru: name, ms: name }),
        practiceTypes: z.array(z.enum(practiceTypes)).min(1),
        rule: lapseRuleSchema,
        source: z.string().trim().min(1),
        verifiedOn: z.iso.date(),
        status: z.enum(['suggested', 'unverified']),
      }),
    )
    .min(1)
    .refine((rows) => new Set(rows.map(({ key }) => key)).size === rows.length, 'a key stands twice'),
})

export type LapseDefinition = z.infer<typeof lapsePackSchema>['definitions'][number]

/** The definitions of lapse for a practice type, of packs/lapse; throws a PackError that names what is wrong. */
export async function loadLapseDefinitions(practiceType: PracticeType): Promise<readonly LapseDefinition[]> {
  const texts = await packTexts('lapse')
  const packs = allPacks(texts.map((source) => readPack(lapsePackSchema, source)))
  return packs
    .flatMap(({ definitions }) => definitions)
    .filter((definition) => definition.practiceTypes.includes(practiceType))
}
