import type { Actor } from '../clinic/rules/actor.ts'
import { addContact, type ContactFault } from '../patients/add-contact.ts'
import { endContact } from '../patients/end-contact.ts'
import { keepApart } from '../patients/keep-apart.ts'
import { type MergeProblem, mergeDuplicate } from '../patients/merge-duplicate.ts'
import { type BirthDateFault, noteBirthDate } from '../patients/note-birth-date.ts'
import { trustContactPoint } from '../patients/trust-contact-point.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { recordPastVisit } from '../scheduling/record-past-visit.ts'
import { decideCover } from './decide-cover.ts'
import { recordDriftReason } from './record-drift-reason.ts'
import type { CleanupKind } from './rules/cleanup.ts'
import type { DriftReason } from './rules/drift-reasons.ts'
import type { OpenItem } from './store/cleanup/open-items.ts'
import type { CleanupUndo } from './store/cleanup/tasks.ts'

/** What a person chose; the fields are what the choice needs. */
export type CleanupChoice =
  | { readonly decision: 'merge'; readonly survivorId: string | null }
  | { readonly decision: 'contact'; readonly address: string }
  | { readonly decision: 'visited' | 'born'; readonly on: Temporal.PlainDate }
  | { readonly decision: 'reason'; readonly driftReason: DriftReason }
  | {
      readonly decision:
        | 'apart'
        | 'none_to_be_had'
        | 'remove'
        | 'right_after_all'
        | 'never_came'
        | 'covers'
        | 'does_not_cover'
        | 'cannot_be_known'
        | 'cannot_tell'
    }

export interface CleanupWish {
  readonly kind: CleanupKind
  readonly item: string
  readonly choice: CleanupChoice
  /** In words, for whoever asks later; may be empty. */
  readonly reason: string
  readonly by: Extract<Actor, { readonly name: string }>
}

export type ChoiceFault = MergeProblem | ContactFault | BirthDateFault | { readonly kind: 'not_past' }

type Carried = Result<CleanupUndo, ChoiceFault>

/** Does what was chosen, by the use cases of those who own the facts; answers what takes it back. */
export async function carryOutChoice(
  db: ModuleDb<'recall'>,
  { item, choice, reason, by }: CleanupWish,
  { patientId }: OpenItem,
): Promise<Carried> {
  const patients = db.as('patients')
  const [first = '', second = ''] = item.split(':')
  switch (choice.decision) {
    case 'merge': {
      const { survivorId } = choice
      const done = await mergeDuplicate(patients, { oneId: first, otherId: second, survivorId, by })
      return done.ok ? ok({}) : done
    }
    case 'apart': {
      const done = await keepApart(patients, { oneId: first, otherId: second, by })
      return done.ok ? ok({}) : done
    }
    case 'contact': {
      const added = await addContact(patients, { patientId, address: choice.address, actor: by })
      if (!added.ok) return added
      // A new address takes the place of the wrong one.
      const endedPointId = second === '' ? undefined : second
      if (endedPointId !== undefined)
        await endContact(patients, { patientId, contactPointId: endedPointId, actor: by })
      return ok({ ...added.value, ...(endedPointId === undefined ? {} : { endedPointId }) })
    }
    case 'remove':
      await endContact(patients, { patientId, contactPointId: second, actor: by })
      return ok({ endedPointId: second })
    case 'right_after_all': {
      const trusted = await trustContactPoint(patients, { contactPointId: second, actor: by })
      return ok({ validityReason: trusted?.was ?? null })
    }
    case 'visited':
      return recordPastVisit(db.as('scheduling'), { patientId, on: choice.on, actor: by })
    case 'born': {
      const done = await noteBirthDate(patients, { patientId, birthDate: choice.on, actor: by })
      return done.ok ? ok({}) : done
    }
    case 'covers':
    case 'does_not_cover': {
      const doesCover = choice.decision === 'covers'
      const typeKey = item.slice(first.length + 1)
      const done = await decideCover(db, { appointmentId: first, typeKey, doesCover, by, reason })
      return done.ok ? ok({}) : fail({ kind: 'no_such_pair' })
    }
    case 'reason': {
      const done = await recordDriftReason(db, { patientId, reason: choice.driftReason, note: reason, by })
      return done.ok ? ok({ driftReasonId: done.value.id }) : done
    }
    case 'none_to_be_had':
    case 'never_came':
    case 'cannot_be_known':
    case 'cannot_tell':
      return ok({})
    default:
      return assertNever(choice)
  }
}
