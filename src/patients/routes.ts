import { readClinic } from '../clinic/read-clinic.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { formatDueDate } from '../platform/i18n/format-time.ts'
import { patientHitsSchema, patientSearchQuery } from './contract/patient-search.ts'
import { searchPatients } from './search-patients.ts'

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
