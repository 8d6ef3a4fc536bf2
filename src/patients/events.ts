import type { DomainEvent } from '../platform/events/domain-event.ts'
import type { ConsentPurpose, ContactChannel } from './rules/consent.ts'

/** Facts of these patients changed (person, visit, clinical fact, tag, merge, death): at most 5,000 ids in one event. */
export interface PatientsChanged extends DomainEvent {
  readonly type: 'patients.changed'
  readonly patientIds: readonly string[]
}

/** Nobody is contacted there any more, and none of these patients elsewhere by that channel. */
export interface PatientOptedOut extends DomainEvent {
  readonly type: 'patient.opted_out'
  readonly contactPointId: string
  readonly patientIds: readonly string[]
  readonly channel: ContactChannel | 'any'
  readonly purpose: ConsentPurpose | 'all'
}
