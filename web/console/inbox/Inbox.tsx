import { ActionIcon } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useHotkey } from '../../ui/hotkeys/use-hotkey.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { type KeyHint, KeyHints } from '../../ui/keys/KeyHints.tsx'
import { Page } from '../../ui/page/Page.tsx'
import type { PageTab } from '../../ui/page/PageTabs.tsx'
import { useIsNarrow } from '../../ui/screen/use-screen.ts'
import { useWord } from '../../ui/words.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { InboxEmpty } from './InboxEmpty.tsx'
import classes from './inbox.module.css'
import { type ChangeInboxView, type InboxView, inboxTabs, tabOrder, useInboxView } from './inbox-view.ts'
import { PatientPanel } from './PatientPanel.tsx'
import { focusReply } from './reply-focus.ts'
import { ThreadList } from './ThreadList.tsx'
import { ThreadSkeleton } from './ThreadSkeleton.tsx'
import { ThreadView } from './ThreadView.tsx'
import { type InboxList, useInboxList } from './use-inbox.ts'

/** Who waits for an answer? List, thread and patient beside each other; one after another on a phone. */
export function Inbox() {
  const text = useText()
  const [view, change] = useInboxView()
  const list = useInboxList(view)
  const isPhone = useIsNarrow()
  const [isPanelOpen, setPanelOpen] = useState(false)
  const { counts } = list.inbox ?? {}
  const tabs: PageTab[] = tabOrder.map((tab) => ({
    value: tab,
    label: text(inboxTabs[tab].label),
    count: counts?.[tab],
  }))
  useFirstThread({ list, view, change, isOff: isPhone })
  const showsThreadOnly = isPhone && view.open !== undefined
  const openNext = () => change({ open: isPhone ? undefined : nextOf(list, view.open) }, { replace: true })
  return (
    <Page
      title={text('inbox.title')}
      crumb={showsThreadOnly && <BackToList onBack={() => change({ open: undefined })} />}
      {...(showsThreadOnly
        ? {}
        : {
            tabs,
            tab: view.tab,
            onTab: (tab: string) =>
              change({ tab: tabOrder.find((one) => one === tab) ?? 'team', page: 1, open: undefined }),
          })}
      panel={
        view.open !== undefined && (
          <PatientPanel threadId={view.open} isOpen={isPanelOpen} onClose={() => setPanelOpen(false)} />
        )
      }
      footer={!isPhone && view.open !== undefined && <InboxHints />}
    >
      <InboxBody
        list={list}
        view={view}
        change={change}
        showsList={!showsThreadOnly}
        onPatient={() => setPanelOpen(true)}
        onNext={openNext}
      />
    </Page>
  )
}

interface InboxBodyProps {
  readonly list: InboxList
  readonly view: InboxView
  readonly change: ChangeInboxView
  readonly showsList: boolean
  readonly onPatient: () => void
  readonly onNext: () => void
}

function InboxBody({ list, view, change, showsList, onPatient, onNext }: InboxBodyProps) {
  const text = useText()
  const { open } = view
  if (list.error && open === undefined) {
    return <LoadFailure title={text('inbox.failed')} error={list.error} onRetry={list.retry} />
  }
  if (list.threads?.length === 0 && open === undefined) {
    return <InboxEmpty tab={view.tab} counts={list.inbox?.counts} />
  }
  return (
    <div className={classes['columns']} data-thread={open !== undefined}>
      {showsList && (
        <ThreadList
          list={list}
          current={open}
          page={view.page}
          onPage={(page) => change({ page, open: undefined })}
          onCurrent={(id) => change({ open: id }, { replace: open !== undefined })}
          onOpen={focusReply}
        />
      )}
      {open === undefined ? (
        list.threads === undefined && <ThreadSkeleton />
      ) : (
        <ThreadView key={open} threadId={open} onPatient={onPatient} onNext={onNext} />
      )}
    </div>
  )
}

// On a wide screen there is always a thread beside the list; which one is then part of the address.
function useFirstThread(what: {
  readonly list: InboxList
  readonly view: InboxView
  readonly change: ChangeInboxView
  readonly isOff: boolean
}): void {
  const { list, view, change, isOff } = what
  const first = isOff || view.open !== undefined ? undefined : list.threads?.[0]?.id
  useEffect(() => {
    if (first !== undefined) change({ open: first }, { replace: true })
  }, [first, change])
}

/** After an answer, the next one who waits below, else the first who waits at all, else the neighbour. */
function nextOf({ threads = [] }: InboxList, open: string | undefined): string | undefined {
  const index = threads.findIndex((thread) => thread.id === open)
  const others = [...threads.slice(index + 1), ...threads.slice(0, Math.max(0, index))]
  return (others.find((thread) => thread.waiting !== null) ?? others[0])?.id
}

function BackToList({ onBack }: { readonly onBack: () => void }) {
  const text = useText()
  useHotkey('Escape', { label: text('inbox.back'), run: onBack })
  return (
    <ActionIcon aria-label={text('inbox.back')} onClick={onBack}>
      <Icon name="chevronLeft" />
    </ActionIcon>
  )
}

function InboxHints() {
  const text = useText()
  const word = useWord()
  useHotkey('KeyM', { label: text('inbox.write'), run: focusReply })
  const hints: readonly KeyHint[] = [
    { combos: ['KeyJ', 'KeyK'], label: word('keysMove') },
    { combos: ['KeyM'], label: text('inbox.write') },
    { combos: ['Ctrl+Enter'], label: text('inbox.sendAndGoOn') },
  ]
  return <KeyHints hints={hints} />
}
