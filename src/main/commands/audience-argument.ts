import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { readAudience } from '../../campaigns/read-audience.ts'
import { readAudienceDocument } from '../../campaigns/read-audience-document.ts'
import { resolveReferences } from '../../campaigns/resolve-references.ts'
import type { AudienceDocument } from '../../campaigns/rules/audience-document.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { describeFault } from '../../platform/packs/read-pack.ts'
import { describeReferences } from './audience-faults.ts'
import { CommandFailure, UsageFailure } from './problems.ts'

type Db = ModuleDb<'campaigns'>

/** A saved audience by its name, as staff write it or nearly so. */
export async function savedAudience(db: Db, name: string): Promise<{ readonly id: string } | null> {
  const [row] = await db.sql<{ id: string }>(sql`
    select id from campaigns.audience
    where clinic_id = ${db.clinicId} and ended_at is null and lower(name) = lower(${name.trim()})`)
  return row ?? null
}

/** The audience that an argument means: a saved one by its name, else a YAML file; names in it are resolved. */
export async function audienceFrom(db: Db, argument: string): Promise<AudienceDocument> {
  const known = await savedAudience(db, argument)
  const saved = known === null ? null : await readAudience(db, known.id)
  if (saved !== null) return saved.document
  const text = await readFile(argument, 'utf8').catch(() => {
    throw new UsageFailure(`"${argument}" is neither a saved audience nor a file that can be read`)
  })
  const document = readAudienceDocument({ file: argument, text })
  if (!document.ok)
    throw new CommandFailure(
      ['that is no audience:', ...document.error.map((fault) => `  ${describeFault(fault)}`)].join('\n'),
    )
  const resolved = await resolveReferences(db, document.value)
  if (!resolved.ok) throw new CommandFailure(`${argument}: ${describeReferences(resolved.error)}`)
  return resolved.value
}
