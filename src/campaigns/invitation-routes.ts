import { z } from 'zod'
import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffCall, type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import type { OutreachPacks } from '../outreach/compose-message.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { when } from '../platform/i18n/format-time.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import { invitationBody, invitationCountBody, invitationCountSchema } from './contract/invitations.ts'
import { countInvitation, type InvitationRefusal } from './count-invitation.ts'
import { invitePatients } from './invite-patients.ts'
import type { JudgedInvitation } from './judge-invitation.ts'

interface InvitationRouteOptions {
  readonly packs: OutreachPacks
  readonly rules: ContactRules
}

// Ids derived by md5 carry no version, so the looser shape.
const byId = z.object({ id: z.guid() })

/** Inviting by hand: first what it would do, then doing it. */
export function invitationRoutes(server: StaffServer, { packs, rules }: InvitationRouteOptions): void {
  const common = {
    method: 'POST',
    permission: 'invite_patients',
    params: byId,
    reply: invitationCountSchema,
  } as const
  staffRoute(
    server,
    { ...common, url: '/api/campaigns/:id/invitations/count', body: invitationCountBody },
    async ({ tx, staff, params, body }) => {
      const counted = await countInvitation(tx.as('campaigns'), {
        ...body,
        campaignId: params.id,
        messages: packs.messages,
        rules,
      })
      if (!counted.ok) throw problemOf(counted.error)
      return present(counted.value, { tx, staff })
    },
  )
  staffRoute(
    server,
    { ...common, url: '/api/campaigns/:id/invitations', body: invitationBody },
    async ({ tx, staff, actor, params, body }) => {
      if (actor.kind !== 'staff') throw new HttpProblem(403, 'not_allowed')
      const invited = await invitePatients(tx.as('campaigns'), {
        ...body,
        campaignId: params.id,
        messages: packs.messages,
        rules,
        actor,
      })
      if (!invited.ok) throw problemOf(invited.error)
      return present(invited.value, { tx, staff })
    },
  )
}

async function present(
  { patients, invitees, notInvited, heldOut, firstAt }: JudgedInvitation,
  { tx, staff }: Pick<StaffCall<unknown, unknown, unknown>, 'tx' | 'staff'>,
): Promise<z.input<typeof invitationCountSchema>> {
  const { reading } = await staffReading(tx.as('clinic'), staff)
  return {
    patients,
    invited: invitees.length,
    notInvited: [...notInvited],
    heldOut,
    firstAt: firstAt === null ? null : when(firstAt, reading, tx.now),
  }
}

function problemOf({ kind }: InvitationRefusal | { readonly kind: 'more_than_confirmed' }): HttpProblem {
  switch (kind) {
    case 'not_found':
      return new HttpProblem(404, 'unknown_campaign')
    case 'not_running':
    case 'more_than_confirmed':
    case 'unknown_message':
      return new HttpProblem(409, kind)
    case 'too_many':
      return new HttpProblem(422, kind)
    default:
      return assertNever(kind)
  }
}
