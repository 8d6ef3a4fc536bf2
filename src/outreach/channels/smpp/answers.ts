import { assertNever } from '../../../platform/rules/assert-never.ts'
import type { QueryAnswer } from '../channel.ts'
import { commandStatus, statusCode } from './command-status.ts'
import { statusOfState } from './delivery.ts'
import { submittedId } from './message-ids.ts'
import type { Answer } from './smpp-link.ts'
import type { SmppSettings } from './smpp-settings.ts'

/** The SMSC says that it is given too much. */
export function isThrottled(answer: Answer): boolean {
  if (answer.kind !== 'answered') return false
  const { command_status: status } = answer.pdu
  return status === commandStatus.throttled || status === commandStatus.queueFull
}

/**
 * "Absent" releases a message to be sent again, so only the one status that says it (invalid message id) counts;
 * a query that failed for any other reason says nothing.
 */
export function readQueryAnswer(answer: Answer, settings: SmppSettings): QueryAnswer {
  switch (answer.kind) {
    case 'answered':
      break
    case 'timed-out':
      return { kind: 'unavailable', reason: 'no answer in time' }
    case 'lost':
    case 'not-written':
      return { kind: 'unavailable', reason: answer.reason }
    default:
      return assertNever(answer)
  }
  const { command_status: status, message_state: state, message_id: id } = answer.pdu
  if (status === commandStatus.invalidMessageId) return { kind: 'absent' }
  if (status === commandStatus.invalidCommandId) return { kind: 'unsupported' }
  if (status !== commandStatus.ok || state === undefined) {
    return { kind: 'unavailable', reason: `query refused with command_status ${statusCode(status)}` }
  }
  const providerMessageId = submittedId(id ?? '', settings.messageIds)
  return { kind: 'found', status: statusOfState(state), providerMessageId }
}
