import type { PlanItemRecord } from '../../patients/rules/records.ts'
import { at, codedText, listAt, textAt } from './json.ts'
import { plannedDay } from './planned-day.ts'
import type { Reading, ReadResource } from './reading.ts'

/** R4 request-status → what remains. */
const states = new Map<string, PlanItemRecord['state']>(
  Object.entries({
    active: 'open',
    'on-hold': 'open',
    completed: 'done',
    revoked: 'cancelled',
    'entered-in-error': 'cancelled',
  }),
)

/** FHIR R4 ServiceRequest → a thing to be done, with the plan that it is based on. */
export function readServiceRequest(reading: Reading, resource: unknown, id: string): ReadResource {
  const { references } = reading.context
  const patientExternalId = references.idOf(at(resource, 'subject'), 'Patient')
  if (patientExternalId === null) return reading.refused('plan_item', 'subject', 'names no patient')
  const unordered = unorderedAs(resource)
  if (unordered !== null) return reading.ignored('plan_item', `ServiceRequest (${unordered})`)
  const state = states.get(textAt(resource, 'status') ?? '')
  if (state === undefined) return reading.refused('plan_item', 'status', 'not a status of R4')
  const { system, code, display } = codedText(at(resource, 'code'))
  if (code === null && display === null) return reading.refused('plan_item', 'code', 'neither code nor name')
  const plan = listAt(resource, 'basedOn')
    .map((based) => references.idOf(based, 'CarePlan'))
    .find((named) => named !== null)
  return reading.done('plan_item', {
    kind: 'plan_item',
    externalId: id,
    patientExternalId,
    planExternalId: plan ?? null,
    system,
    code,
    display,
    state,
    plannedOn: plannedDay(reading, resource, { stem: 'occurrence', field: 'occurrence' }),
    valueMinor: null,
  })
}

/** Why a request is nothing that remains to be done: nobody has ordered it, nobody can tell, or it is a warning. */
function unorderedAs(resource: unknown): string | null {
  const status = textAt(resource, 'status')
  if (status === 'draft' || status === 'unknown') return status
  const intent = textAt(resource, 'intent')
  if (intent === 'proposal' || intent === 'option') return intent
  return at(resource, 'doNotPerform') === true ? 'do not perform' : null
}
