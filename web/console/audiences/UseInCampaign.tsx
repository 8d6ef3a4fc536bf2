import { ActionButton } from '../../ui/action/ActionButton.tsx'
import type { Audience } from '../campaigns/campaign-document.ts'
import { useNewCampaign, useTemplates } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import type { AudienceRow } from './use-audiences.ts'

interface UseInCampaignProps {
  /** Of the campaign. */
  readonly name: string
  readonly programme: AudienceRow['programme']
  /** What the campaign asks: a version that is saved, or criteria of its own. */
  readonly audience: Audience
  readonly look?: 'main' | 'plain'
}

/** A draft of the shipped plan for this programme, with this audience. No plan ships for asking once. */
export function UseInCampaign({ name, programme, audience, look = 'plain' }: UseInCampaignProps) {
  const text = useText()
  const { data } = useTemplates()
  const create = useNewCampaign()
  const template = data?.templates.find(({ kind }) => kind === programme)
  if (template === undefined) return null
  return (
    <ActionButton
      label={text('audienceList.use')}
      icon="send"
      look={look}
      isBusy={create.isPending}
      onRun={() => create.mutate({ name, document: { ...template.document, audience } })}
    />
  )
}

/** A version that is saved, as a campaign asks for it. */
export function asSaved({
  id,
  name,
  version,
  programme,
}: Pick<AudienceRow, 'id' | 'name' | 'version' | 'programme'>) {
  return { name, programme, audience: { kind: 'saved', audienceId: id, version } } as const
}
