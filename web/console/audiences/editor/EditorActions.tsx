import { useNavigate } from '@tanstack/react-router'
import type { AudienceDetail } from '../../../../src/campaigns/contract/audiences.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { pinOf } from '../../campaigns/builder/use-pinned.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { useUrlState } from '../../shell/url-state.ts'
import { EndAudience } from '../EndAudience.tsx'
import { asSaved, UseInCampaign } from '../UseInCampaign.tsx'
import type { AudienceDraft } from './use-audience-draft.ts'
import { fromCampaign, useSaveAudience } from './use-save-audience.ts'

interface EditorActionsProps {
  readonly saved: AudienceDetail | null
  readonly draft: AudienceDraft
  readonly isFixed: boolean
}

/** Save while something is changed; never two filled buttons. */
export function EditorActions({ saved, draft, isFixed }: EditorActionsProps) {
  if (isFixed) return null
  if (saved !== null && !draft.isChanged) return <SavedActions saved={saved} />
  return <SaveActions saved={saved} draft={draft} />
}

function SavedActions({ saved }: { readonly saved: AudienceDetail }) {
  const text = useText()
  const navigate = useNavigate()
  const [{ campaign }] = useUrlState(fromCampaign)
  if (campaign === undefined)
    return (
      <>
        <EndAudience audience={saved} />
        <UseInCampaign {...asSaved(saved)} look="main" />
      </>
    )
  return (
    <ActionButton
      label={text('audienceEditor.backToCampaign')}
      look="main"
      onRun={() =>
        void navigate({ to: paths.campaign(campaign), search: { tab: 'plan', ...pinOf(saved) } as never })
      }
    />
  )
}

/** What nobody saved goes into one campaign, which then holds it itself. */
function UseOnce({ draft }: Pick<EditorActionsProps, 'draft'>) {
  const text = useText()
  const [{ campaign }] = useUrlState(fromCampaign)
  const { programme } = draft.document
  if (campaign !== undefined) return null
  return (
    <UseInCampaign
      name={draft.name.trim() === '' ? text('audienceEditor.new') : draft.name.trim()}
      programme={programme.kind}
      audience={{ kind: 'criteria', ...draft.document }}
    />
  )
}

function SaveActions({ saved, draft }: Omit<EditorActionsProps, 'isFixed'>) {
  const text = useText()
  const saving = useSaveAudience(saved, draft)
  const { expected } = draft
  const isBehind =
    saved !== null &&
    expected !== null &&
    (expected.version !== saved.version || expected.name !== saved.name)
  return (
    <>
      {(saved !== null || draft.isChanged) && (
        <ActionButton label={text('campaigns.discard')} look="bare" onRun={draft.discard} />
      )}
      {saved === null && <UseOnce draft={draft} />}
      {isBehind ? (
        <ActionButton
          label={text('audienceEditor.goOnAnyway')}
          look="main"
          onRun={() => draft.expect({ version: saved.version, name: saved.name })}
        />
      ) : (
        <ActionButton
          label={text('campaigns.save')}
          look="main"
          combo="Ctrl+Enter"
          whileTyping
          isBusy={saving.isPending}
          blocked={draft.name.trim() === '' ? text('audienceEditor.nameMissing') : undefined}
          onRun={() => saving.mutate()}
        />
      )}
    </>
  )
}
