import type { PatientCard } from '../../../src/insights/contract/patient-card.ts'
import type { RecallKey } from './use-recall-changes.ts'

type CardRecall = PatientCard['recalls'][number]

/** One open recall of one patient, as far as it can be changed; card and due list both have it. */
export interface RecallSubject
  extends RecallKey,
    Pick<CardRecall, 'status' | 'interval' | 'arranged' | 'pause' | 'silences'> {
  readonly typeName: string
  /** The computed day in words. */
  readonly dueComputed: string
}

export type Silence = CardRecall['silences'][number]
