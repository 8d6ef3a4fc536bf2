import { useText } from '../../messages/use-text.ts'
import type { AnyStep, AppointmentStep, EnrolmentStep } from '../campaign-document.ts'
import { channelWords } from '../campaign-words.ts'

/** When and how a step is sent, in words. */
export function useStepWords() {
  const text = useText()
  return {
    when: ({ step, follows }: AnyStep): string =>
      text(whenKey(step, follows), { count: Math.abs(step.days) }),
    window: ({ window }: EnrolmentStep | AppointmentStep): string => `${window.from}–${window.to}`,
    channels: ({ channels }: EnrolmentStep | AppointmentStep): string => {
      const [first, second] = channels
      if (second === undefined) return text(channelWords[first ?? 'sms'])
      return text(first === 'sms' ? 'campaigns.smsThenEmail' : 'campaigns.emailThenSms')
    },
  }
}

function whenKey(step: EnrolmentStep | AppointmentStep, follows: AnyStep['follows']) {
  if (follows === 'visit') {
    if (step.anchor === 'ends') return 'campaigns.whenAfterVisit'
    return step.days === 0 ? 'campaigns.whenOnVisitDay' : 'campaigns.whenBeforeVisit'
  }
  switch (step.anchor) {
    case 'due':
      if (step.days === 0) return 'campaigns.whenOnDue'
      return step.days < 0 ? 'campaigns.whenBeforeDue' : 'campaigns.whenAfterDue'
    case 'previous':
      return 'campaigns.whenAfterPrevious'
    default:
      return step.days === 0 ? 'campaigns.whenOnJoining' : 'campaigns.whenAfterJoining'
  }
}
