import { Button, Loader, Modal, Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { TypeEffects } from '../../../src/recall/contract/recall-type-pages.ts'
import { InDialogContext } from '../../ui/hotkeys/use-hotkey.ts'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { overDrawer } from '../../ui/side-panel/over-drawer.ts'
import { useWord } from '../../ui/words.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { useProblemText } from '../shell/problem-text.ts'
import { EffectsTable } from './EffectsTable.tsx'
import classes from './recall-types.module.css'
import { TypeChanges } from './TypeChanges.tsx'
import { type TypesWish, useTypeChange, useTypeEffects } from './use-type-changes.ts'

export interface ChangeSubject {
  readonly wish: TypesWish
  /** The question: “Turn on Dental hygiene?” */
  readonly title: string
  /** The verb on the button. */
  readonly confirm: string
}

interface ChangeDialogProps {
  /** Null: the dialog is closed. */
  readonly subject: ChangeSubject | null
  readonly nameOf: (key: string) => string
  readonly onClose: () => void
  readonly onDone?: (keys: readonly string[]) => void
}

/** What would change and for how many, before a named person says yes. */
export function ChangeDialog({ subject, nameOf, onClose, onDone }: ChangeDialogProps) {
  const estimate = useTypeEffects(subject?.wish ?? null, 'estimate')
  return (
    <Modal
      opened={subject !== null}
      onClose={onClose}
      title={subject?.title}
      withCloseButton={false}
      size={640}
      zIndex={overDrawer}
    >
      {subject && (
        <InDialogContext value={true}>
          <ChangeBody
            subject={subject}
            estimate={estimate}
            nameOf={nameOf}
            onClose={onClose}
            onDone={onDone}
          />
        </InDialogContext>
      )}
    </Modal>
  )
}

interface ChangeBodyProps {
  readonly subject: ChangeSubject
  readonly estimate: ReturnType<typeof useTypeEffects>
  readonly nameOf: (key: string) => string
  readonly onClose: () => void
  readonly onDone: ChangeDialogProps['onDone']
}

function ChangeBody({ subject, estimate, nameOf, onClose, onDone }: ChangeBodyProps) {
  const text = useText()
  const word = useWord()
  const problemText = useProblemText()
  const { staff } = useSession()
  const [isCounting, setIsCounting] = useState(false)
  const changing = useTypeChange((keys) => {
    onClose()
    onDone?.(keys)
  })
  if (estimate.error)
    return (
      <LoadFailure
        title={text('recallTypes.effectsFailed')}
        error={estimate.error}
        onRetry={() => void estimate.refetch()}
      />
    )
  return (
    <div className={classes['body']}>
      <div aria-live="polite" className={classes['body']}>
        {estimate.data === undefined ? (
          <EffectBones />
        ) : isCounting ? (
          <ExactEffects
            subject={subject}
            nameOf={nameOf}
            estimate={estimate.data}
            onStop={() => setIsCounting(false)}
          />
        ) : (
          <Effects
            effects={estimate.data}
            nameOf={nameOf}
            onCount={estimate.data.basis === 'estimate' ? () => setIsCounting(true) : undefined}
          />
        )}
      </div>
      <p className={classes['signature']}>{text('recallTypes.signature', { name: staff.name })}</p>
      {changing.error !== null && (
        <p className={classes['problem']} role="alert">
          {problemText(changing.error)}
        </p>
      )}
      <div className={classes['buttons']}>
        <Button onClick={onClose} rightSection={<KeyCaps combo="Escape" look="inButton" />} data-autofocus>
          {word('cancel')}
        </Button>
        <Button
          variant="filled"
          color={subject.wish.kind === 'disable' ? 'bad' : 'lagoon'}
          disabled={estimate.data === undefined}
          loading={changing.isPending}
          onClick={() => changing.mutate(subject.wish)}
        >
          {subject.confirm}
        </Button>
      </div>
    </div>
  )
}

interface ExactEffectsProps {
  readonly subject: ChangeSubject
  readonly nameOf: (key: string) => string
  readonly estimate: TypeEffects
  readonly onStop: () => void
}

/** Counting everybody: the estimate stays in sight until it is there. */
function ExactEffects({ subject, nameOf, estimate, onStop }: ExactEffectsProps) {
  const text = useText()
  const problemText = useProblemText()
  const exact = useTypeEffects(subject.wish, 'exact')
  if (exact.data) return <Effects effects={exact.data} nameOf={nameOf} onCount={undefined} />
  return (
    <>
      <Effects effects={estimate} nameOf={nameOf} onCount={undefined} />
      {exact.error ? (
        <p className={classes['problem']} role="alert">
          {problemText(exact.error)}
        </p>
      ) : (
        <div className={classes['counting']}>
          <Loader size={16} />
          <span>{text('recallTypes.countingAll')}</span>
          <Button size="xs" onClick={onStop}>
            {text('recallTypes.stopCounting')}
          </Button>
        </div>
      )}
    </>
  )
}

interface EffectsProps {
  readonly effects: TypeEffects
  readonly nameOf: (key: string) => string
  readonly onCount: (() => void) | undefined
}

function Effects({ effects, nameOf, onCount }: EffectsProps) {
  const text = useText()
  return (
    <>
      <EffectsTable effects={effects} />
      {effects.basis === 'estimate' && (
        <div className={classes['counting']}>
          <span>{text('recallTypes.estimated')}</span>
          {onCount && (
            <Button size="xs" onClick={onCount}>
              {text('recallTypes.countAll')}
            </Button>
          )}
        </div>
      )}
      {effects.changes.map(({ key, name, changes }) => (
        <section key={key} aria-label={name} className={classes['differences']}>
          <h3>{text('recallTypes.whatChanges', { name })}</h3>
          <TypeChanges changes={changes} nameOf={nameOf} />
        </section>
      ))}
    </>
  )
}

function EffectBones() {
  const text = useText()
  return (
    <div className={classes['effectBones']}>
      <span>{text('recallTypes.workingOut')}</span>
      {[280, 360, 320].map((width) => (
        <Skeleton key={width} height={10} width={width} aria-hidden="true" />
      ))}
    </div>
  )
}
