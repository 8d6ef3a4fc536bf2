import { z } from 'zod'
import { readClinic } from '../clinic/read-clinic.ts'
import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { formatDueDate, when } from '../platform/i18n/format-time.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import type { Result } from '../platform/rules/result.ts'
import { patientHitsSchema, patientSearchQuery } from './contract/patient-search.ts'
import { patientTagsSchema, tagBody, tagParams, tagsSchema } from './contract/patient-tags.ts'
import { listPatientTags } from './list-patient-tags.ts'
import { listTags } from './list-tags.ts'
import { searchPatients } from './search-patients.ts'
import { type TagFault, tagPatient } from './tag-patient.ts'
import { untagPatient } from './untag-patient.ts'

/** As many as a person reads before typing another letter. */
const mostHits = 8

/** Finding a patient from anywhere in the console. */
export function patientSearchRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/patients/search',
      permission: 'see_patients',
      query: patientSearchQuery,
      reply: patientHitsSchema,
    },
    async ({ tx, staff, query }) => {
      const clinic = await readClinic(tx.as('clinic'))
      const reading = { language: staff.language, country: clinic.country, zone: clinic.zone }
      const hits = await searchPatients(tx.as('patients'), query.q, mostHits)
      return {
        patients: hits.map(({ id, fullName, birthDate, externalId }) => ({
          id,
          name: fullName,
          note: [...(birthDate === null ? [] : [formatDueDate(birthDate, reading)]), externalId].join(' · '),
        })),
      }
    },
  )
}

/** What a patient is called at this clinic: a word or two that staff or an import put on. */
export function patientTagRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/tags', permission: 'see_patients', reply: tagsSchema },
    async ({ tx }) => ({ tags: [...(await listTags(tx.as('patients')))] }),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/patients/:id/tags',
      permission: 'see_patients',
      params: tagParams,
      reply: patientTagsSchema,
    },
    async ({ tx, staff, params }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const patients = tx.as('patients')
      const tags = await listPatientTags(patients, params.id)
      return { tags: tags.map((tag) => ({ ...tag, since: when(tag.since, reading, patients.now) })) }
    },
  )
  const change = { method: 'POST', permission: 'edit_patients', params: tagParams, body: tagBody } as const
  staffRoute(
    server,
    { ...change, url: '/api/patients/:id/tags', reply: z.null() },
    async ({ tx, actor, params, body }) =>
      changed(await tagPatient(tx.as('patients'), { patientId: params.id, tag: body.tag, actor })),
  )
  staffRoute(
    server,
    { ...change, url: '/api/patients/:id/tags/remove', reply: z.null() },
    async ({ tx, actor, params, body }) =>
      changed(await untagPatient(tx.as('patients'), { patientId: params.id, tag: body.tag, actor })),
  )
}

function changed(done: Result<true, TagFault>): null {
  if (done.ok) return null
  switch (done.error.kind) {
    case 'no_such_patient':
      throw new HttpProblem(404, 'unknown_patient')
    case 'not_a_tag':
      throw new HttpProblem(400, 'not_accepted', [{ path: 'body.tag', reason: 'not_a_tag' }])
    default:
      return assertNever(done.error)
  }
}
