import { type PatientFile, patientFile, type RecordContext } from './clinic-records.ts'
import { localTimes } from './local-times.ts'
import { dayOfDate } from './rules/days.ts'
import { type History, historyOf } from './rules/history.ts'
import { type Person, type PopulationFrame, personAt } from './rules/person.ts'
import { staffFor } from './rules/staff.ts'

/** The zone in which the simulated clinic stands. */
export const clinicZone = 'Europe/Warsaw'

export interface SyntheticClinicOptions {
  readonly patients: number
  readonly seed: number
  /** The recorded visits end before this day begins. */
  readonly historyEnd: Temporal.PlainDate
}

export interface SyntheticClinic {
  /** IANA. */
  readonly zone: string
  readonly options: SyntheticClinicOptions
  readonly frame: PopulationFrame
  readonly context: RecordContext
  person(index: number): Person
  history(person: Person): History
  /** Patient by patient, made when asked for: memory does not grow with their number. */
  files(): Iterable<PatientFile>
}

/** A made-up dental and primary care clinic: the same options give the same people and records. */
export function syntheticClinic(options: SyntheticClinicOptions): SyntheticClinic {
  const frame = { seed: options.seed, historyEnd: dayOfDate(options.historyEnd) }
  const context = { frame, times: localTimes(clinicZone), staff: staffFor(options.patients) }
  return {
    zone: clinicZone,
    options,
    frame,
    context,
    person: (index) => personAt(frame, index),
    history: (person) => historyOf(frame, person),
    *files() {
      for (let index = 0; index < options.patients; index += 1) {
        const person = personAt(frame, index)
        yield patientFile(context, person, historyOf(frame, person))
      }
    },
  }
}
