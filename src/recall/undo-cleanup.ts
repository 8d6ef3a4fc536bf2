import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { endContact, renewContact } from '../patients/end-contact.ts'
import { noteBirthDate } from '../patients/note-birth-date.ts'
import { noteInvalidContactPoint } from '../patients/note-invalid-contact-point.ts'
import { proposeAgain } from '../patients/propose-again.ts'
import { type UndoProblem, undoMerge } from '../patients/undo-merge.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { takeBackVisit } from '../scheduling/record-past-visit.ts'
import { decideCover } from './decide-cover.ts'
import type { CleanupKind } from './rules/cleanup.ts'
import { changeCount } from './store/cleanup/counts.ts'
import { type DecidedTask, lockDecided, lockItem, reopenTask } from './store/cleanup/tasks.ts'
import { takeBackDriftReason } from './take-back-drift-reason.ts'

interface UndoWish {
  readonly kind: CleanupKind
  readonly item: string
  readonly by: Extract<Actor, { readonly name: string }>
}

export type UndoFault = UndoProblem | { readonly kind: 'not_decided' }

/** Takes a decision back: what it did is undone, and the item is on the list again, with its owner and deadline. */
export async function undoCleanup(db: ModuleDb<'recall'>, wish: UndoWish): Promise<Result<null, UndoFault>> {
  const { kind, item, by } = wish
  await lockItem(db, kind, item)
  const task = await lockDecided(db, kind, item)
  if (task === null) return fail({ kind: 'not_decided' })
  const undone = await takeBack(db, wish, task)
  if (!undone.ok) return undone
  await reopenTask(db, kind, item)
  await changeCount(db, { kind, owner: task.owner, by: 1 })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'cleanup.decision_taken_back',
    subjectKind: 'cleanup_item',
    subjectId: null,
    detail: { kind, item, decision: task.decision },
  })
  return ok(null)
}

async function takeBack(
  db: ModuleDb<'recall'>,
  { item, by }: UndoWish,
  { decision, undo }: DecidedTask,
): Promise<Result<unknown, UndoFault>> {
  const patients = db.as('patients')
  const [first = '', second = ''] = item.split(':')
  const pair = { oneId: first, otherId: second, by }
  switch (decision) {
    case 'merge': {
      const undone = await undoMerge(patients, pair)
      if (!undone.ok) return undone
      return ok(await proposeAgain(patients, pair))
    }
    case 'apart':
      return ok(await proposeAgain(patients, pair))
    case 'contact':
    case 'remove': {
      const { contactPointId, endedPointId } = undo
      const contact = { patientId: first, actor: by }
      if (contactPointId !== undefined) await endContact(patients, { ...contact, contactPointId })
      if (endedPointId !== undefined)
        await renewContact(patients, { ...contact, contactPointId: endedPointId })
      return ok(true)
    }
    case 'right_after_all':
      return ok(await noteInvalidContactPoint(patients, second, undo.validityReason ?? ''))
    case 'visited': {
      const { visitId = '' } = undo
      return ok(await takeBackVisit(db.as('scheduling'), { patientId: first, visitId, actor: by }))
    }
    case 'born':
      return ok(await noteBirthDate(patients, { patientId: first, birthDate: null, actor: by }))
    case 'covers':
    case 'does_not_cover': {
      const typeKey = item.slice(first.length + 1)
      return ok(await decideCover(db, { appointmentId: first, typeKey, doesCover: null, by, reason: '' }))
    }
    case 'reason': {
      const { driftReasonId = '' } = undo
      return ok(await takeBackDriftReason(db, { patientId: first, id: driftReasonId, by }))
    }
    case 'none_to_be_had':
    case 'never_came':
    case 'cannot_be_known':
    case 'cannot_tell':
      return ok(true)
    default:
      return assertNever(decision)
  }
}
