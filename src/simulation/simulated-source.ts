import type { ImportSource, ReadUnit } from '../integrations/import/source.ts'
import type { ResourceRecord } from '../scheduling/rules/import-records.ts'
import type { PatientFile } from './clinic-records.ts'
import type { SyntheticClinic } from './synthetic-clinic.ts'

const filesPerChunk = 100

/** The synthetic clinic as an input of the import: one unit for its people, then one for each patient. */
export function simulatedSource(clinic: SyntheticClinic): ImportSource {
  const { patients, seed, historyEnd } = clinic.options
  const label = `synthetic clinic of ${patients} patients`
  return {
    format: 'simulation',
    label,
    fingerprint: `simulation:${patients}:${seed}:${historyEnd.toString()}`,
    notes: () => [],
    async *read(after) {
      const done = after?.unit ?? 0
      let chunk: ReadUnit[] = []
      for (const [index, records] of unitsOf(clinic)) {
        if (index < done) continue
        chunk.push({
          file: label,
          unit: index + 1,
          line: null,
          kind: 'patient',
          records,
          refusals: [],
          ignored: null,
        })
        if (chunk.length < filesPerChunk) continue
        yield chunk
        chunk = []
      }
      yield chunk
    },
  }
}

function* unitsOf(clinic: SyntheticClinic): Iterable<readonly [number, ReadUnit['records']]> {
  yield [0, practitionerRecords(clinic)]
  let index = 1
  for (const file of clinic.files()) {
    yield [index, recordsOf(file)]
    index += 1
  }
}

/** Who works there, as the practice system would list them. */
export function practitionerRecords(clinic: SyntheticClinic): readonly ResourceRecord[] {
  return clinic.context.staff.practitioners.map(({ externalId, name }) => ({
    kind: 'resource',
    externalId,
    type: 'practitioner',
    name,
    speciality: null,
    locationExternalId: null,
    hasEnded: false,
  }))
}

function recordsOf(file: PatientFile): ReadUnit['records'] {
  return [
    file.patient,
    ...file.visits,
    ...file.procedures,
    ...file.appointments,
    ...file.conditions,
    ...file.coverages,
  ]
}
