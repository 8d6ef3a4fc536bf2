import { type PatientFile, patientFile, type RecordContext } from './clinic-records.ts'
import { localTimes } from './local-times.ts'
import { dayOfDate } from './rules/days.ts'
import { evenHistory, type History, historyOf, visitsWanted } from './rules/history.ts'
import { type Person, type PopulationFrame, personAt } from './rules/person.ts'
import { staffFor } from './rules/staff.ts'

/** The zone in which the simulated clinic stands. */
export const clinicZone = 'Europe/Warsaw'

export interface SyntheticClinicOptions {
  readonly patients: number
  readonly seed: number
  /** The recorded visits end before this day begins. */
  readonly historyEnd: Temporal.PlainDate
  /** Exactly so many visits a patient on average, spread over the five years: for benches. Default: as people behave. */
  readonly visitsPerPatient?: number
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
  const history = (person: Person): History => {
    const natural = historyOf(frame, person)
    if (options.visitsPerPatient === undefined) return natural
    const wanted = visitsWanted(frame, person.index, options.visitsPerPatient)
    return { ...natural, visits: evenHistory(frame, person, wanted) }
  }
  return {
    zone: clinicZone,
    options,
    frame,
    context,
    person: (index) => personAt(frame, index),
    history,
    *files() {
      for (let index = 0; index < options.patients; index += 1) {
        const person = personAt(frame, index)
        yield patientFile(context, person, history(person))
      }
    },
  }
}
