import { Button, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CleanupDecisionBody, CleanupDetail } from '../../../src/recall/contract/cleanup.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { Facts } from '../../ui/facts/Facts.tsx'
import { Section } from '../../ui/section/Section.tsx'
import { SidePanel } from '../../ui/side-panel/SidePanel.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ApiError } from '../api/api-error.ts'
import { useSession } from '../api/session.ts'
import { DriftDialog } from '../drift/DriftDialog.tsx'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { AssignMenu } from './AssignMenu.tsx'
import { CleanupDecisions } from './CleanupDecisions.tsx'
import classes from './cleanup.module.css'
import type { CleanupKind } from './cleanup-view.ts'
import { useDeadlineWords, useFactWords } from './fact-words.ts'
import { PairCompare } from './PairCompare.tsx'
import { useCleanupItem } from './use-cleanup.ts'
import { useCleanupChanges } from './use-cleanup-changes.ts'

interface CleanupPanelProps {
  readonly kind: CleanupKind
  readonly item: string
  readonly colleagues: readonly string[]
  /** Rows are selected: then A means those. */
  readonly isBesideSelection: boolean
  readonly onClose: () => void
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
  /** The item is decided: where to go on. */
  readonly onDecided: () => void
}

/** Beside the row: the facts, and what may be decided. */
export function CleanupPanel(props: CleanupPanelProps) {
  const text = useText()
  const { kind, item } = props
  const query = useCleanupItem(kind, item)
  // While the next one loads, decisions would be about the one before.
  const detail = query.data?.item === item ? query.data : undefined
  return (
    <SidePanel
      label={text('cleanup.panel')}
      isOpen
      onClose={props.onClose}
      onPrevious={props.onPrevious}
      onNext={props.onNext}
      title={detail ? <PersonName name={detail.name} language={detail.language} /> : text('cleanup.panel')}
      note={detail && text('cleanup.number', { number: detail.number })}
      actions={detail && <PanelActions detail={detail} {...props} />}
    >
      {detail && <PanelBody key={item} detail={detail} {...props} />}
      {!(detail || query.error) && <PanelBones />}
      {query.error && <PanelFailure error={query.error} onRetry={() => void query.refetch()} />}
    </SidePanel>
  )
}

function PanelFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const text = useText()
  if (error instanceof ApiError && error.problem.status === 404)
    return <EmptyState title={text('cleanup.alreadyDone')} />
  return <LoadFailure title={text('cleanup.panelFailed')} error={error} onRetry={onRetry} />
}

interface PartProps extends CleanupPanelProps {
  readonly detail: CleanupDetail
}

function PanelActions({ detail, kind, item, colleagues, isBesideSelection }: PartProps) {
  const text = useText()
  const { staff } = useSession()
  const { assigning } = useCleanupChanges()
  return (
    <>
      {staff.role !== 'read_only' && (
        <AssignMenu
          label={text('cleanup.assign')}
          colleagues={colleagues}
          owner={detail.owner}
          hasKey={!isBesideSelection}
          onAssign={(owner) => assigning.mutate({ kind, owner, items: [item] })}
        />
      )}
      <Button component={Link} to={paths.patient(detail.patientId)}>
        {text('cleanup.openCard')}
      </Button>
      {staff.role !== 'read_only' && askedWhy.includes(kind) && <WhyAway detail={detail} />}
    </>
  )
}

/** Whoever checks a record often learns that the patient has moved, or has died. */
const askedWhy: readonly CleanupKind[] = ['no_contact', 'invalid_contact', 'no_last_visit', 'no_birth_date']

function WhyAway({ detail }: { readonly detail: CleanupDetail }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <ActionButton
        label={text('cleanup.driftTitle')}
        icon="help"
        combo="KeyY"
        onRun={() => setIsOpen(true)}
      />
      <DriftDialog
        patientId={detail.patientId}
        name={detail.name}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
      />
    </>
  )
}

function PanelBody({ detail, kind, item, onDecided }: PartProps) {
  const text = useText()
  const { staff } = useSession()
  const { deciding } = useCleanupChanges()
  const [survivorId, setSurvivorId] = useState<string | null>(null)
  const owned = useOwnerFacts(detail)
  const mayDecide = staff.role !== 'read_only'
  const { pair } = detail
  const decide = (body: CleanupDecisionBody): void =>
    deciding.mutate({ kind, item, name: detail.name, body }, { onSuccess: onDecided })
  return (
    <>
      {pair ? (
        <Section look="quiet" title={text('cleanup.sideBySide')}>
          <PairCompare
            pair={pair}
            survivorId={survivorId ?? pair.survivorId}
            onSurvivor={mayDecide ? setSurvivorId : undefined}
          />
        </Section>
      ) : (
        <Section look="quiet" title={text('cleanup.matter')}>
          <PanelFacts detail={detail} owned={owned} />
        </Section>
      )}
      {mayDecide && (
        <Section look="quiet" title={text('cleanup.decide')}>
          <CleanupDecisions
            detail={detail}
            survivorId={survivorId ?? pair?.survivorId ?? null}
            isBusy={deciding.isPending}
            error={deciding.error}
            onDecide={decide}
          />
        </Section>
      )}
      {pair && (
        <Section look="quiet">
          <Facts facts={owned} />
        </Section>
      )}
    </>
  )
}

interface PanelFactsProps {
  readonly detail: CleanupDetail
  readonly owned: ReturnType<typeof useOwnerFacts>
}

function PanelFacts({ detail, owned }: PanelFactsProps) {
  const text = useText()
  const fact = useFactWords()
  const { contacts, birthDate, lastVisit, visits } = detail
  return (
    <>
      <p className={classes['matter']}>{fact(detail.fact)}</p>
      <Facts
        facts={[
          ...visitFacts(detail, text),
          ...(birthDate ? [{ label: text('cleanup.birthDate'), value: birthDate.text }] : []),
          ...(lastVisit
            ? [
                {
                  label: text('cleanup.lastVisit'),
                  value: text('cleanup.lastOf', { date: lastVisit.text, count: visits }),
                },
              ]
            : []),
          ...(contacts.length > 0
            ? [{ label: text('cleanup.contacts'), value: <Contacts contacts={contacts} /> }]
            : []),
          ...owned,
        ]}
      />
    </>
  )
}

function visitFacts({ fact }: CleanupDetail, text: ReturnType<typeof useText>) {
  if (fact.kind !== 'unclear_visit') return []
  const { service, note, due } = fact
  return [
    { label: text('cleanup.service'), value: service ?? text('cleanup.noService') },
    ...(note === null ? [] : [{ label: text('cleanup.practiceNote'), value: note }]),
    { label: text('cleanup.dueOn'), value: due.text },
  ]
}

function useOwnerFacts(detail: CleanupDetail) {
  const text = useText()
  const deadline = useDeadlineWords()
  const { owner, due, assignedBy, earlier } = detail
  return [
    {
      label: text('cleanup.owner'),
      value:
        owner === null
          ? text('cleanup.nobody')
          : assignedBy === null || assignedBy === owner
            ? owner
            : text('cleanup.ownerBy', { owner, by: assignedBy }),
    },
    ...(due ? [{ label: text('cleanup.deadline'), value: `${due.text}, ${deadline(detail)}` }] : []),
    ...(earlier
      ? [
          {
            label: text('cleanup.decidedBefore'),
            value: text('cleanup.decidedBy', { by: earlier.by, at: earlier.at.text, reason: earlier.reason }),
          },
        ]
      : []),
  ]
}

function Contacts({ contacts }: Pick<CleanupDetail, 'contacts'>) {
  const text = useText()
  return (
    <>
      {contacts.map(({ shown, isWrong }) => (
        <div key={shown}>
          {isWrong ? (
            <>
              <span className={classes['wrong']}>{shown}</span> {text('cleanup.doesNotWork')}
            </>
          ) : (
            shown
          )}
        </div>
      ))}
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
