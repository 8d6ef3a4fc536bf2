import { sql } from 'kysely'
import { Session } from '../../clinic/contract.ts'
import { readClinic } from '../../clinic/read-clinic.ts'
import { mayDo } from '../../clinic/rules/policy.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { membershipsOf } from '../../clinic/staff-session.ts'
import { formatWaiting } from '../../platform/i18n/format-time.ts'
import { waitingCleanup } from '../../recall/count-cleanup.ts'
import type { Runtime } from '../runtime/open-runtime.ts'

/** Who is signed in, where, and what waits for a person. */
export function sessionRoute(server: StaffServer, { db }: Runtime): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/session', permission: 'see_patients', reply: Session },
    async ({ tx, staff }) => {
      const clinic = await readClinic(tx.as('clinic'))
      const memberships = await membershipsOf(db, staff.authUserId)
      const names = await Promise.all(
        memberships.map(async ({ clinicId }) => ({
          id: clinicId,
          name: (
            await db.directory
              .selectFrom('clinic.clinic')
              .select('name')
              .where('id', '=', clinicId)
              .executeTakeFirstOrThrow()
          ).name,
        })),
      )
      const [inbox] = await tx.sql<{ count: number }>(sql`
      select count(*) as count from conversations.thread
      where clinic_id = ${tx.clinicId} and state = 'open' and waiting_since is not null`)
      const [source] = await tx.sql<{ answered: Temporal.Instant | null; limit_hours: number | null }>(sql`
      select source_answered_at as answered, source_stale_after_hours as limit_hours from clinic.clinic where id = ${tx.clinicId}`)
      const reading = { language: staff.language, country: clinic.country, zone: clinic.zone }
      return {
        staff: {
          id: staff.staffId,
          name: staff.name,
          email: staff.email,
          role: staff.role,
          language: staff.language,
        },
        clinic: {
          id: clinic.id,
          name: clinic.name,
          zone: clinic.zone,
          country: clinic.country,
          currency: clinic.currency,
          practiceType: clinic.practiceType,
        },
        clinics: names,
        waiting: {
          inbox: inbox?.count ?? 0,
          cleanup: mayDo(staff.role, 'edit_patients') ? await waitingCleanup(tx.as('recall')) : 0,
        },
        practiceSystem:
          source === undefined || source.answered === null || source.limit_hours === null
            ? null
            : {
                state: practiceState(source.answered, source.limit_hours, tx.now),
                lastAnsweredText: formatWaiting(source.answered, reading, tx.now),
              },
      }
    },
  )
}

/** Late after a quarter of the limit, silent beyond it: then invitations wait. */
function practiceState(
  answered: Temporal.Instant,
  limitHours: number,
  now: Temporal.Instant,
): 'answering' | 'late' | 'silent' {
  const hours = answered.until(now).total('hours')
  if (hours > limitHours) return 'silent'
  return hours > limitHours / 4 ? 'late' : 'answering'
}
