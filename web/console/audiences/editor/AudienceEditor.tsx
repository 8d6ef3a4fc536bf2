import type { AudienceDetail } from '../../../../src/campaigns/contract/audiences.ts'
import { FixedContext } from '../../../ui/chip/Chip.tsx'
import { Page } from '../../../ui/page/Page.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useMayRun } from '../../campaigns/use-campaigns.ts'
import { useText } from '../../messages/use-text.ts'
import { choice, useUrlState } from '../../shell/url-state.ts'
import { AudienceCrumb } from './AudienceCrumb.tsx'
import { EditorActions } from './EditorActions.tsx'
import { Figures } from './Figures.tsx'
import { SamplePatients } from './SamplePatients.tsx'
import { type AudienceDraft, useAudienceDraft } from './use-audience-draft.ts'
import { useAudienceFigures } from './use-audience-figures.ts'
import { Versions } from './Versions.tsx'
import { WhoSection } from './WhoSection.tsx'

const view = { tab: choice(['who', 'versions']) }

/** Who exactly, how many? The sentence, the figures, twenty of them; and the versions of a saved one. */
export function AudienceEditor({ saved }: { readonly saved: AudienceDetail | null }) {
  const text = useText()
  const draft = useAudienceDraft(saved)
  const title = saved?.name ?? text('audienceEditor.new')
  if (draft === undefined)
    return (
      <Page title={title} crumb={<AudienceCrumb />}>
        {null}
      </Page>
    )
  return <Loaded saved={saved} draft={draft} title={title} />
}

interface LoadedProps {
  readonly saved: AudienceDetail | null
  readonly draft: AudienceDraft
  readonly title: string
}

function Loaded({ saved, draft, title }: LoadedProps) {
  const text = useText()
  const mayRun = useMayRun()
  const [{ tab }, change] = useUrlState(view)
  const isFixed = !mayRun || saved?.isOffered === false
  const tabs = saved && {
    tabs: [
      { value: 'who', label: text('audienceEditor.tabWho') },
      { value: 'versions', label: text('audienceEditor.tabVersions'), count: saved.versions.length },
    ],
    tab,
    onTab: (value: string) => change({ tab: value === 'versions' ? value : 'who' }),
  }
  return (
    <Page
      title={title}
      crumb={<AudienceCrumb />}
      note={noteOf(saved, draft, text)}
      actions={<EditorActions saved={saved} draft={draft} isFixed={isFixed} />}
      notice={<EditorNotice saved={saved} draft={draft} isFixed={isFixed} />}
      {...tabs}
    >
      <FixedContext value={isFixed}>
        {saved && tab === 'versions' ? (
          <Versions
            saved={saved}
            onTakeUp={
              isFixed
                ? undefined
                : (document) => {
                    change({ tab: 'who' })
                    draft.change(document)
                  }
            }
          />
        ) : (
          <Who saved={saved} draft={draft} />
        )}
      </FixedContext>
    </Page>
  )
}

function Who({ saved, draft }: Omit<LoadedProps, 'title'>) {
  const savedId = saved?.isOffered && !draft.isChanged ? saved.id : null
  const counted = useAudienceFigures(draft.document, savedId)
  return (
    <>
      <WhoSection draft={draft} />
      <Figures counted={counted} />
      <SamplePatients figures={counted.figures} isBehind={counted.isBehind} />
    </>
  )
}

function noteOf(
  saved: AudienceDetail | null,
  { isChanged }: AudienceDraft,
  text: ReturnType<typeof useText>,
): string {
  if (saved === null || isChanged) return text('audienceEditor.unsaved')
  return text('audienceList.versionNumber', { version: saved.version })
}

interface EditorNoticeProps {
  readonly saved: AudienceDetail | null
  readonly draft: AudienceDraft
  readonly isFixed: boolean
}

function EditorNotice({ saved, draft, isFixed }: EditorNoticeProps) {
  const text = useText()
  if (isFixed)
    return (
      <Notice tone="info" title={text('audienceEditor.fixedTitle')}>
        {text(saved?.isOffered === false ? 'audienceEditor.fixedEnded' : 'audienceEditor.mayNotRun')}
      </Notice>
    )
  if (draft.isBroken)
    return (
      <Notice tone="attention" title={text('audienceEditor.brokenTitle')}>
        {text('audienceEditor.brokenText')}
      </Notice>
    )
  if (draft.lost > 0)
    return (
      <Notice tone="attention" title={text('audienceEditor.lostTitle', { count: draft.lost })}>
        {text('audienceEditor.lostText')}
      </Notice>
    )
  return <ChangedMeanwhile saved={saved} draft={draft} />
}

/** Somebody else has saved since this draft was begun. */
function ChangedMeanwhile({ saved, draft }: Omit<EditorNoticeProps, 'isFixed'>) {
  const text = useText()
  const { expected } = draft
  if (saved === null || expected === null) return null
  if (expected.version === saved.version && expected.name === saved.name) return null
  return (
    <Notice
      tone="attention"
      title={text('audienceEditor.meanwhileTitle', { name: saved.changedBy, at: saved.changedAt.text })}
    >
      {text('audienceEditor.meanwhileText')}
    </Notice>
  )
}
