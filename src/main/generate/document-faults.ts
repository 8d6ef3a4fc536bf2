import { type CampaignDocument, messagesOf } from '../../campaigns/rules/campaign-document.ts'
import type { MessagePack } from '../../outreach/rules/message-template.ts'
import type { PackFault } from '../../platform/packs/read-pack.ts'

/** What a campaign document and the texts only show together: every message exists, for its channels and purpose. */
export function documentFaults(document: CampaignDocument, pack: MessagePack): readonly PackFault[] {
  const file = `campaign ${document.key}`
  const purposes: readonly string[] = ['visit_admin', 'care_recall', document.purpose]
  const unknown = messagesOf(document).flatMap((key) => {
    const template = pack.messages.get(key)
    if (template === undefined) return [{ file, key, what: 'is not in packs/messages' }]
    if (purposes.includes(template.purpose)) return []
    return [{ file, key, what: `is for ${template.purpose}, more than the campaign’s ${document.purpose}` }]
  })
  const steps = [...document.steps, ...document.appointmentSteps]
  const formless = steps.flatMap((step) =>
    step.channels.flatMap((channel) => {
      const template = pack.messages.get(step.message)
      if (template === undefined) return []
      const has = channel === 'email' ? template.email !== null : Object.keys(template.sms).length > 0
      return has ? [] : [{ file, key: step.key, what: `${step.message} has no text for ${channel}` }]
    }),
  )
  return [...unknown, ...formless]
}
