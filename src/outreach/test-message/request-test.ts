import { sql } from 'kysely'
import { readClinic } from '../../clinic/read-clinic.ts'
import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import { emailValue, phoneValue } from '../../patients/contact-values.ts'
import { isOptedOutAddress } from '../../patients/is-opted-out-address.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { TestRefusal } from '../contract/channels.ts'
import { takeReferences } from '../take-references.ts'
import { composeTest } from './compose-test.ts'

export interface TestWish {
  readonly accountId: string
  /** Number or address as it was typed. */
  readonly to: string
  readonly language: Language
  readonly by: Extract<Actor, { readonly kind: 'staff' }>
}

/** Whoever looks at the page waits no longer. */
const lifetime: Temporal.DurationLike = { minutes: 10 }
const most = { inTenMinutes: 5, inADay: 30 } as const

/**
 * Queues a test message by an account, to an address that staff typed. It asks for no consent and counts as no contact,
 * because it is to no patient and says nothing of one; an address that opted out is refused, and so is more than five in ten
 * minutes or thirty in a day. Audited, also when refused.
 */
export async function requestTest(
  db: ModuleDb<'outreach'>,
  wish: TestWish,
): Promise<Result<{ readonly id: string }, TestRefusal>> {
  const { accountId, language, by } = wish
  const account = await db.read
    .selectFrom('outreach.account')
    .select(['channel', 'state'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (account === undefined) return fail('not_found')
  if (account.state !== 'active') return fail(account.state === 'paused' ? 'account_paused' : 'account_ended')
  const channel = account.channel === 'sms' ? 'sms' : 'email'
  const clinic = await readClinic(db.as('clinic'))
  const address = addressFor(channel, wish.to, clinic.country)
  if (address === null) return fail('not_an_address')
  const isOptedOut = await isOptedOutAddress(db.as('patients'), { channel, address })
  // The account's row is held from here on: two who ask at once are counted one after the other.
  const [reference = 1] = await takeReferences(db, [{ accountId, count: 1 }])
  const refusal = isOptedOut ? 'opted_out' : (await isTooMany(db)) ? 'too_many' : null
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: refusal === null ? 'account.tested' : 'account.test_refused',
    subjectKind: 'account',
    subjectId: accountId,
    detail: { channel, ...(refusal === null ? {} : { reason: refusal }) },
  })
  if (refusal !== null) return fail(refusal)
  const id = db.ids.uuid(db.now)
  await db.write
    .insertInto('outreach.test_message')
    .values({
      clinic_id: db.clinicId,
      id,
      account_id: accountId,
      address,
      language,
      ...composeTest(channel, language, clinic.displayName),
      state: 'queued',
      asked_at: db.now,
      staff_id: by.id,
      not_before: db.now,
      expires_at: db.now.add(lifetime),
      reference,
    })
    .execute()
  return ok({ id })
}

function addressFor(channel: 'sms' | 'email', text: string, country: string): string | null {
  if (channel === 'email') {
    const email = emailValue(text)
    return email.ok ? email.value : null
  }
  const phone = phoneValue(text, country)
  return phone.ok && phone.value.mayBeMobile ? phone.value.value : null
}

async function isTooMany(db: ModuleDb<'outreach'>): Promise<boolean> {
  const [row] = await db.sql<{ lately: number; today: number }>(sql`
    select (count(*) filter (where asked_at > ${db.now.subtract({ minutes: 10 })}))::int as lately, count(*)::int as today
    from outreach.test_message where clinic_id = ${db.clinicId} and asked_at > ${db.now.subtract({ hours: 24 })}`)
  return (row?.lately ?? 0) >= most.inTenMinutes || (row?.today ?? 0) >= most.inADay
}
