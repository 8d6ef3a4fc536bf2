import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'

export interface PracticeSystemConnection {
  /** FHIR R4 base, such as https://practice.example/fhir/R4. */
  readonly baseUrl: string
  /** The import source whose ids are this server's ids. */
  readonly source: string
  /** Name of the secret that holds the bearer token; null: none needed. */
  readonly secretName: string | null
  readonly actor: Actor
}

export type ConnectRefusal = { readonly kind: 'not_a_url' | 'not_https' | 'url_has_credentials' }

type Db = ModuleDb<'integrations'>

/** Connects the clinic to its practice system; the one before is paused. */
export async function connectPracticeSystem(
  db: Db,
  connection: PracticeSystemConnection,
): Promise<Result<{ readonly id: string }, ConnectRefusal>> {
  const url = checkedUrl(connection.baseUrl)
  if (!url.ok) return url
  await pause(db)
  const id = db.ids.uuid(db.now)
  await db.write
    .insertInto('integrations.practice_system')
    .values({
      clinic_id: db.clinicId,
      id,
      kind: 'fhir_r4',
      base_url: url.value,
      source: connection.source,
      secret_name: connection.secretName,
      state: 'active',
      created_at: db.now,
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: connection.actor,
    action: 'practice_system.connected',
    subjectKind: 'practice_system',
    subjectId: id,
    detail: { baseUrl: url.value, source: connection.source, secretName: connection.secretName },
  })
  return ok({ id })
}

/** Bookings stay here from now on; what was asked for and not answered waits until it is connected again. */
export async function pausePracticeSystem(db: Db, actor: Actor): Promise<{ readonly wasActive: boolean }> {
  const wasActive = (await pause(db)) > 0
  if (wasActive) {
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'practice_system.paused',
      subjectKind: 'practice_system',
      subjectId: null,
    })
  }
  return { wasActive }
}

async function pause(db: Db): Promise<number> {
  const paused = await db.write
    .updateTable('integrations.practice_system')
    .set({ state: 'paused' })
    .where('clinic_id', '=', db.clinicId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return Number(paused.numUpdatedRows)
}

/** Records travel encrypted; only a server on this very machine may be asked without. */
function checkedUrl(text: string): Result<string, ConnectRefusal> {
  if (!URL.canParse(text)) return fail({ kind: 'not_a_url' })
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return fail({ kind: 'url_has_credentials' })
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return fail({ kind: 'not_https' })
  return ok(`${url.origin}${url.pathname.replace(/\/+$/, '')}`)
}
