import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import {
  type RecallTypeDefinition,
  recallTypeDefinitionSchema,
  type Specialty,
} from '../contract/recall-type.ts'

/** A type that the clinic has or had enabled. */
export interface ClinicType {
  readonly key: string
  readonly names: Readonly<Record<Language, string>>
  readonly pack: string
  readonly packVersion: string
  readonly specialty: Specialty | null
  /** Whose words it is in: the pack's, or the clinic's own. */
  readonly origin: 'pack' | 'clinic'
  readonly enabledBy: string
  readonly enabledAt: Temporal.Instant
  /** Null: it is enabled. */
  readonly disabledAt: Temporal.Instant | null
  /** As it was enabled last, by this version of the program or an older one. */
  readonly written: object
  /** The same, where it is whole by today's schema; an older program may have known less. */
  readonly definition: RecallTypeDefinition | null
}

/** Every type that the clinic ever enabled, by its key. */
export async function readClinicTypes(db: ModuleDb<'recall'>): Promise<ReadonlyMap<string, ClinicType>> {
  const rows = await db.read
    .selectFrom('recall.recall_type')
    .select([
      'key',
      'names',
      'pack',
      'pack_version',
      'specialty',
      'origin',
      'enabled_by',
      'enabled_at',
      'disabled_at',
      'definition',
    ])
    .where('clinic_id', '=', db.clinicId)
    .orderBy('priority')
    .orderBy('key')
    .execute()
  return new Map(
    rows.map((row) => {
      const parsed = recallTypeDefinitionSchema.safeParse(row.definition)
      return [
        row.key,
        {
          key: row.key,
          // Written by write-recall-type.ts from a definition that has all four.
          names: row.names as unknown as ClinicType['names'],
          pack: row.pack,
          packVersion: row.pack_version,
          specialty: row.specialty,
          origin: row.origin,
          enabledBy: row.enabled_by,
          enabledAt: row.enabled_at,
          disabledAt: row.disabled_at,
          written: row.definition as object,
          definition: parsed.success ? parsed.data : null,
        },
      ]
    }),
  )
}
