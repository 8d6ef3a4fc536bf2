import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useNewCampaign, useTemplates } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import type { AudienceRow } from './use-audiences.ts'

interface UseInCampaignProps {
  readonly audience: Pick<AudienceRow, 'id' | 'name' | 'version' | 'programme'>
  readonly look?: 'main' | 'plain'
}

/** A draft of the shipped plan for this programme, with this version of the audience. No plan ships for asking once. */
export function UseInCampaign({ audience, look = 'plain' }: UseInCampaignProps) {
  const text = useText()
  const { data } = useTemplates()
  const create = useNewCampaign()
  const { id: audienceId, name, version, programme } = audience
  const template = data?.templates.find(({ kind }) => kind === programme)
  if (template === undefined) return null
  return (
    <ActionButton
      label={text('audienceList.use')}
      icon="send"
      look={look}
      isBusy={create.isPending}
      onRun={() =>
        create.mutate({
          name,
          document: { ...template.document, audience: { kind: 'saved', audienceId, version } },
        })
      }
    />
  )
}
