import { Button, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FormattedDisplayName } from 'react-intl'
import type { DueCycleDetail } from '../../../src/insights/contract/due-list.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useHotkey } from '../../ui/hotkeys/use-hotkey.ts'
import { Section } from '../../ui/section/Section.tsx'
import { SidePanel } from '../../ui/side-panel/SidePanel.tsx'
import { useSession } from '../api/session.ts'
import { BookingDialog } from '../booking/BookingDialog.tsx'
import { InviteDialog } from '../invite/InviteDialog.tsx'
import { inviteOne, mayBeInvited } from '../invite/invite-subject.ts'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { useNewestEntries } from '../patients/timeline/use-timeline.ts'
import { type RecallAsk, RecallDialogs } from '../recalls/RecallDialogs.tsx'
import { RecallMenu } from '../recalls/RecallMenu.tsx'
import { useArrangements } from '../recalls/use-arrangements.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { DueFacts } from './DueFacts.tsx'
import { DueMessage } from './DueMessage.tsx'
import { DueTrace } from './DueTrace.tsx'
import classes from './due-list.module.css'
import { useDueCycle } from './use-due-list.ts'

interface DuePanelProps {
  readonly rowId: string
  /** Rows are selected: then the key means those. */
  readonly isBesideSelection: boolean
  readonly onClose: () => void
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** Beside the row: the facts, why this and why now, and the next message. */
export function DuePanel({ rowId, isBesideSelection, onClose, onPrevious, onNext }: DuePanelProps) {
  const text = useText()
  const cycle = useDueCycle(rowId)
  const detail = cycle.data
  return (
    <SidePanel
      label={text('dueList.panel')}
      isOpen
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      title={detail ? <PersonName name={detail.name} language={detail.language} /> : text('dueList.panel')}
      note={detail && <WhoLine detail={detail} />}
      actions={detail && <PanelActions detail={detail} isBesideSelection={isBesideSelection} />}
    >
      {detail && <PanelSections detail={detail} />}
      {cycle.isPending && <PanelBones />}
      {cycle.error && !detail && (
        <LoadFailure
          title={text('dueList.panelFailed')}
          error={cycle.error}
          onRetry={() => void cycle.refetch()}
        />
      )}
    </SidePanel>
  )
}

function WhoLine({ detail }: { readonly detail: DueCycleDetail }) {
  return (
    <span className={classes['whoLine']}>
      {detail.age !== null && <span>{detail.age}</span>}
      {detail.language !== null && (
        <span>
          <FormattedDisplayName type="language" value={detail.language} />
        </span>
      )}
    </span>
  )
}

interface PanelActionsProps {
  readonly detail: DueCycleDetail
  readonly isBesideSelection: boolean
}

function PanelActions({ detail, isBesideSelection }: PanelActionsProps) {
  const text = useText()
  const { staff } = useSession()
  const { inviting } = useArrangements()
  const [asks, setAsks] = useState<'book' | 'invite' | RecallAsk | null>(null)
  const recall = { patientId: detail.patientId, typeKey: detail.typeKey }
  const subject = { ...detail, dueComputed: detail.dueComputed.text }
  const [isPaused, isSilenced] = [detail.pause !== null, detail.silences.length > 0]
  const mayChange = staff.role !== 'read_only'
  useHotkey('KeyY', { label: text('recalls.why'), run: () => setAsks('why') })
  return (
    <>
      {mayChange && mayBeInvited(detail.status) && (
        <ActionButton
          label={text('invite.invite')}
          icon="send"
          {...(isBesideSelection ? {} : { combo: 'KeyI' })}
          onRun={() => setAsks('invite')}
        />
      )}
      {mayChange && (
        <ActionButton
          label={text('booking.book')}
          icon="calendarPlus"
          combo="KeyB"
          onRun={() => setAsks('book')}
        />
      )}
      <Button component={Link} to={paths.patient(detail.patientId)}>
        {text('dueList.openCard')}
      </Button>
      {detail.next.kind === 'answer' && (
        <Button component={Link} to={paths.thread(detail.next.threadId)}>
          {text('dueList.openThread')}
        </Button>
      )}
      {mayChange && detail.status === 'paused' && (
        <ActionButton
          label={text(isSilenced ? 'recalls.endSilence' : 'recalls.resume')}
          icon="play"
          onRun={() => inviting.mutate({ recall, isPaused, isSilenced })}
        />
      )}
      {mayChange && detail.status !== 'paused' && (
        <ActionButton label={text('recalls.pause')} icon="pause" onRun={() => setAsks('pause')} />
      )}
      <RecallMenu recall={subject} hasKey mayChange={mayChange} onAsk={setAsks} />
      <BookingDialog
        subject={
          asks === 'book'
            ? {
                patientId: detail.patientId,
                name: detail.name,
                service: { name: null, keys: detail.serviceKeys },
                moves: null,
              }
            : null
        }
        onClose={() => setAsks(null)}
      />
      <InviteDialog
        subject={asks === 'invite' ? inviteOne(recall, detail) : null}
        onClose={() => setAsks(null)}
      />
      <RecallDialogs
        recall={subject}
        ask={asks === 'book' || asks === 'invite' ? null : asks}
        onClose={() => setAsks(null)}
      />
    </>
  )
}

function PanelSections({ detail }: { readonly detail: DueCycleDetail }) {
  const text = useText()
  const history = useNewestEntries(detail.patientId)
  const entries = history.data?.entries ?? []
  return (
    <>
      <Section look="quiet" title={text('dueList.round', { type: detail.typeName, round: detail.round })}>
        <DueFacts detail={detail} />
      </Section>
      <Section
        look="quiet"
        title={text('dueList.why')}
        aside={<Link to={paths.patient(detail.patientId)}>{text('dueList.history')}</Link>}
      >
        <DueTrace detail={detail} entries={entries} />
      </Section>
      <DueMessage entries={entries} />
    </>
  )
}

function PanelBones() {
  return (
    <div className={classes['bones']} aria-hidden="true">
      {[160, 220, 190, 240, 170].map((width) => (
        <Skeleton key={width} height={10} width={width} />
      ))}
    </div>
  )
}
