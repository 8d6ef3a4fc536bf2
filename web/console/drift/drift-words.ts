import type { DriftReason } from '../../../src/recall/contract/drift-reasons.ts'
import type { MessageKey } from '../messages/keys.ts'

export const driftWords = {
  moved_away: 'cleanup.reasonMovedAway',
  other_doctor: 'cleanup.reasonOtherDoctor',
  left_formally: 'cleanup.reasonLeft',
  deceased: 'cleanup.reasonDeceased',
  no_time: 'cleanup.reasonNoTime',
  forgot: 'cleanup.reasonForgot',
  nothing_hurts: 'cleanup.reasonNothingHurts',
  job: 'cleanup.reasonJob',
  insurance_changed: 'cleanup.reasonInsurance',
  awkward_booking: 'cleanup.reasonBooking',
  felt_indifference: 'cleanup.reasonIndifference',
  disappointed: 'cleanup.reasonDisappointed',
  unreachable: 'cleanup.reasonUnreachable',
  other: 'cleanup.reasonOther',
} as const satisfies Readonly<Record<DriftReason, MessageKey>>
