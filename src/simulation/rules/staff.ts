// Who works in the simulated clinic, and when.
// - There are as many of each profession as the number of patients asks for, and always at least one.
// - The same patient sees the same person for the same service.

import { type ServiceKey, serviceKeys, services } from './services.ts'

export interface Practitioner {
  readonly externalId: string
  readonly name: string
  readonly profession: 'hygienist' | 'dentist' | 'physician'
  readonly services: readonly ServiceKey[]
  readonly hours: Readonly<Partial<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat', readonly string[]>>>
}

export interface SimulatedStaff {
  readonly practitioners: readonly Practitioner[]
  practitionerFor(service: ServiceKey, patientIndex: number): Practitioner
}

const professions = [
  {
    profession: 'hygienist',
    patientsEach: 1_000,
    names: ['Katarzyna Wrona', 'Oksana Melnyk', 'Piotr Gil', 'Dorota Szpak'],
  },
  { profession: 'dentist', patientsEach: 2_000, names: ['dr Anna Nowak', 'dr Tomasz Lis', 'dr Hanna Kruk'] },
  {
    profession: 'physician',
    patientsEach: 1_500,
    names: ['dr Ewa Zając', 'dr Aiman Rashid', 'dr Marek Dudek'],
  },
] as const

export function staffFor(patients: number): SimulatedStaff {
  const practitioners = professions.flatMap(({ profession, patientsEach, names }) =>
    Array.from({ length: Math.max(1, Math.ceil(patients / patientsEach)) }, (_, at): Practitioner => {
      const name = names[at % names.length] ?? names[0]
      const repeated = Math.floor(at / names.length)
      return {
        externalId: `${profession}-${at + 1}`,
        name: repeated === 0 ? name : `${name} ${repeated + 1}`,
        profession,
        services: servicesOf(profession),
        hours: hoursOf(at),
      }
    }),
  )
  const byProfession = Map.groupBy(practitioners, ({ profession }) => profession)
  return {
    practitioners,
    practitionerFor: (service, patientIndex) => {
      const able = byProfession.get(services[service].staff) ?? []
      const chosen = able[patientIndex % able.length]
      if (chosen === undefined) throw new Error(`nobody gives ${service}`)
      return chosen
    },
  }
}

function servicesOf(profession: Practitioner['profession']): readonly ServiceKey[] {
  return serviceKeys.filter((key) => services[key].staff === profession)
}

/** Early and late weeks by turns, and every second person works on Saturday morning. */
function hoursOf(at: number): Practitioner['hours'] {
  const early = ['08:00-12:30', '13:00-16:00']
  const late = ['11:00-15:00', '15:30-19:00']
  const first = at % 2 === 0 ? early : late
  const second = at % 2 === 0 ? late : early
  return {
    mon: first,
    tue: second,
    wed: first,
    thu: second,
    fri: first,
    ...(at % 2 === 0 ? { sat: ['08:00-13:00'] } : {}),
  }
}
