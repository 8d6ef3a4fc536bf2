import { hash } from 'node:crypto'
import { type PlannedItem, planStatuses } from '../../patients/rules/records.ts'
import { at, type CodedText, codedText, listAt, textAt } from './json.ts'
import { plannedDay } from './planned-day.ts'
import type { Reading, ReadResource } from './reading.ts'

/** R4 care-plan-activity-status → what remains. */
const itemStates = new Map<string, PlannedItem['state']>(
  Object.entries({
    'not-started': 'open',
    scheduled: 'open',
    'in-progress': 'open',
    'on-hold': 'open',
    unknown: 'open',
    completed: 'done',
    cancelled: 'cancelled',
    stopped: 'cancelled',
    'entered-in-error': 'cancelled',
  }),
)

/** FHIR R4 CarePlan → treatment plan, with what it lists. Proposals and options are no plan yet. */
export function readCarePlan(reading: Reading, resource: unknown, id: string): ReadResource {
  const { references } = reading.context
  const intent = textAt(resource, 'intent')
  if (intent === 'proposal' || intent === 'option') {
    return reading.ignored('treatment_plan', `CarePlan (${intent})`)
  }
  if (intent !== 'plan' && intent !== 'order')
    return reading.refused('treatment_plan', 'intent', 'not an intent of R4')
  const patientExternalId = references.idOf(at(resource, 'subject'), 'Patient')
  if (patientExternalId === null) return reading.refused('treatment_plan', 'subject', 'names no patient')
  const told = textAt(resource, 'status')
  const status = planStatuses.find((known) => known === told)
  if (status === undefined) return reading.refused('treatment_plan', 'status', 'not a status of R4')
  const { system, code, display } = categoryOf(resource)
  return reading.done('treatment_plan', {
    kind: 'treatment_plan',
    externalId: id,
    patientExternalId,
    system,
    code,
    title: textAt(resource, 'title') ?? display ?? textAt(resource, 'description'),
    status,
    startsAt: reading.instant(at(resource, 'period', 'start'), 'period.start'),
    endsAt: reading.instant(at(resource, 'period', 'end'), 'period.end', 'end'),
    items: readItems(reading, resource, id),
    itemExternalIds: listAt(resource, 'activity').flatMap((activity) => {
      const named = references.idOf(at(activity, 'reference'), 'ServiceRequest')
      return named === null ? [] : [named]
    }),
  })
}

/** US Core files every plan under "assess-plan" too: the other category says what it is about. */
function categoryOf(resource: unknown): CodedText {
  const categories = listAt(resource, 'category').map(codedText)
  const [first] = categories
  const telling = categories.find((category) => category.code !== 'assess-plan')
  return telling ?? first ?? { system: null, code: null, display: null }
}

function readItems(reading: Reading, resource: unknown, planId: string): readonly PlannedItem[] {
  const named = new Map<string, number>()
  return listAt(resource, 'activity').flatMap((activity, index): PlannedItem[] => {
    const detail = at(activity, 'detail')
    // What must not be done is nothing that remains to be done.
    if (detail === undefined || at(detail, 'doNotPerform') === true) return []
    const field = `activity[${index}].detail`
    const { system, code, display } = codedText(at(detail, 'code'))
    const name = display ?? textAt(detail, 'description')
    const state = itemStates.get(textAt(detail, 'status') ?? '')
    if (state === undefined || (code === null && name === null)) {
      const [path, reason] =
        state === undefined ? ['status', 'not a status of R4'] : ['code', 'names nothing']
      reading.refuse(`${field}.${path}`, reason)
      return []
    }
    const key = textAt(activity, 'id') ?? code ?? name ?? ''
    const count = (named.get(key) ?? 0) + 1
    named.set(key, count)
    return [
      {
        externalId: itemId(planId, key, count),
        system,
        code,
        display: name,
        state,
        plannedOn: plannedDay(reading, detail, { stem: 'scheduled', field: `${field}.scheduled` }),
        valueMinor: null,
      },
    ]
  })
}

/** Activities have no id that lasts: what is to be done names them, so that a plan may be put in another order. */
function itemId(planId: string, key: string, count: number): string {
  return `activity:${hash('md5', JSON.stringify([planId, key, count]), 'base64url')}`
}
