import type { ScheduleFile } from '../scheduling/schedule-file.ts'
import { serviceKeys, services } from './rules/services.ts'
import type { SyntheticClinic } from './synthetic-clinic.ts'

/** Who names the practitioners in the imported records. */
export const simulationSource = 'simulation'

/** Public holidays of Poland that have a fixed day (Ustawa o dniach wolnych od pracy, art. 1). */
const holidays = ['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-24', '12-25', '12-26']

/** Services, practitioners, weekly hours and closures of the synthetic clinic, as its schedule file would say them. */
export function clinicSchedule(clinic: SyntheticClinic): ScheduleFile {
  const { year } = clinic.options.historyEnd
  return {
    services: serviceKeys.map((key) => ({
      key,
      name: services[key].name,
      minutes: services[key].minutes,
      bookable: services[key].isBookable,
      value: services[key].valueMinor / 100,
    })),
    resources: clinic.context.staff.practitioners.map((one) => ({
      key: one.externalId,
      name: one.name,
      kind: 'practitioner',
      services: [...one.services],
      record: { source: simulationSource, id: one.externalId },
      hours: Object.fromEntries(Object.entries(one.hours).map(([day, hours]) => [day, [...hours]])),
    })),
    closures: [year, year + 1, year + 2].flatMap((one) =>
      holidays.map((day) => ({ date: `${one}-${day}`, label: 'Public holiday' })),
    ),
  }
}
