import { readClinic } from '../clinic/read-clinic.ts'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ConsentMethod, ConsentPurpose, ContactChannel } from './rules/consent.ts'

export interface ConsentEntry {
  readonly contactPointId: string
  /** Null: whoever is reached there. */
  readonly patientId: string | null
  readonly channel: ContactChannel | 'any'
  readonly purpose: ConsentPurpose | 'all'
  readonly state: 'given' | 'withdrawn'
}

/** How it is known: the words, the form, the person who took it down. */
export interface ConsentEvidence {
  readonly method: ConsentMethod
  /** The exact words or the name of the form. */
  readonly evidence: string
  readonly actor: Actor
  readonly textVersion?: string
  readonly language?: 'en' | 'pl' | 'ru' | 'ms'
  readonly lawfulBasis?: string
  readonly expiresAt?: Temporal.Instant
}

/** Appends to the consent ledger, with its audit row; nothing in the ledger is ever rewritten. */
export async function recordConsent(
  db: ModuleDb<'patients'>,
  entries: readonly ConsentEntry[],
  known: ConsentEvidence,
): Promise<void> {
  if (entries.length === 0) return
  const { zone } = await readClinic(db.as('clinic'))
  const rows = entries.map((entry) => ({
    clinic_id: db.clinicId,
    id: db.ids.uuid(db.now),
    contact_point_id: entry.contactPointId,
    patient_id: entry.patientId,
    channel: entry.channel,
    purpose: entry.purpose,
    state: entry.state,
    at: db.now,
    zone,
    method: known.method,
    evidence: known.evidence,
    text_version: known.textVersion ?? null,
    language: known.language ?? null,
    lawful_basis: known.lawfulBasis ?? null,
    staff_id: known.actor.kind === 'staff' ? known.actor.id : null,
    expires_at: known.expiresAt ?? null,
  }))
  await db.write.insertInto('patients.consent').values(rows).execute()
  for (const entry of entries) {
    await recordAudit(db.as('clinic'), {
      actor: known.actor,
      action: entry.state === 'given' ? 'consent.given' : 'consent.withdrawn',
      subjectKind: entry.patientId === null ? 'contact_point' : 'patient',
      subjectId: entry.patientId ?? entry.contactPointId,
      detail: {
        contactPointId: entry.contactPointId,
        channel: entry.channel,
        purpose: entry.purpose,
        method: known.method,
      },
    })
  }
}
