import { z } from 'zod'
import { mayDo } from '../../clinic/rules/policy.ts'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import type { ContactRules } from '../../outreach/contact-rules.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { patientCardSchema, patientListQuery, patientListSchema } from '../contract/patient-card.ts'
import { timelineQuery, timelineSchema } from '../contract/timeline.ts'
import { listPatients } from '../list-patients.ts'
import { patientCard } from '../patient-card.ts'
import { patientTimeline } from '../patient-timeline.ts'

// Ids derived by md5 carry no version, so the looser shape.
const byId = z.object({ id: z.guid() })

/** The clinic's law about contacts: by which ways the card lets staff write. */
export interface PatientRouteOptions {
  readonly rules: ContactRules
}

/** The list of patients, one patient's card, and their history. */
export function patientRoutes(server: StaffServer, { rules }: PatientRouteOptions): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/patients',
      permission: 'see_patients',
      query: patientListQuery,
      reply: patientListSchema,
    },
    async ({ tx, staff, query }) =>
      listPatients(tx.as('insights'), query, await staffReading(tx.as('clinic'), staff)),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/patients/:id',
      permission: 'see_patients',
      params: byId,
      reply: patientCardSchema,
    },
    async ({ tx, staff, params }) => {
      const card = await patientCard(tx.as('insights'), {
        patientId: params.id,
        reader: await staffReading(tx.as('clinic'), staff),
        mayWrite: mayDo(staff.role, 'answer_messages'),
        rules,
      })
      if (card === null) throw new HttpProblem(404, 'unknown_patient')
      return card
    },
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/patients/:id/timeline',
      permission: 'see_patients',
      params: byId,
      query: timelineQuery,
      reply: timelineSchema,
    },
    async ({ tx, staff, params, query }) => {
      const insights = tx.as('insights')
      const known = await insights.read
        .selectFrom('patients.patient')
        .select('id')
        .where('clinic_id', '=', insights.clinicId)
        .where('id', '=', params.id)
        .executeTakeFirst()
      if (known === undefined) throw new HttpProblem(404, 'unknown_patient')
      const page = await patientTimeline(insights, {
        patientId: params.id,
        view: query.kind,
        before: query.before,
        most: query.limit,
        reading: (await staffReading(tx.as('clinic'), staff)).reading,
      })
      if (!page.ok)
        throw new HttpProblem(400, 'not_accepted', [{ path: 'query.before', reason: 'unknown_place' }])
      return page.value
    },
  )
}
