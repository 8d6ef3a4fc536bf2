import { Skeleton } from '@mantine/core'
import type { RecallTypeDetail, RecallTypes } from '../../../src/recall/contract/recall-type-pages.ts'
import { Section } from '../../ui/section/Section.tsx'
import { SidePanel } from '../../ui/side-panel/SidePanel.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ApiError } from '../api/api-error.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import classes from './recall-types.module.css'
import { type AskChange, TypeActions } from './TypeActions.tsx'
import { TypeChanges } from './TypeChanges.tsx'
import { TypeHere, TypeRule, TypeSource } from './TypeFacts.tsx'
import { usePackWords } from './type-words.ts'
import { useRecallType } from './use-recall-types.ts'

interface RecallTypePanelProps {
  readonly typeKey: string
  readonly types: RecallTypes | undefined
  readonly isBesideSelection: boolean
  readonly onAsk: AskChange
  readonly onClose: () => void
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** A type whole: what it asks for, who says so, what it came to here. */
export function RecallTypePanel(props: RecallTypePanelProps) {
  const text = useText()
  const query = useRecallType(props.typeKey)
  // While the next one loads, nothing of the one before stands under its name.
  const type = query.data?.key === props.typeKey ? query.data : undefined
  return (
    <SidePanel
      label={text('recallTypes.panel')}
      isOpen
      onClose={props.onClose}
      onPrevious={props.onPrevious}
      onNext={props.onNext}
      title={type?.name ?? text('recallTypes.panel')}
      note={type && <PackNote type={type} types={props.types} />}
      actions={
        type &&
        props.types && (
          <TypeActions
            type={type}
            mayChange={props.types.mayChange}
            isBesideSelection={props.isBesideSelection}
            onAsk={props.onAsk}
          />
        )
      }
    >
      {type && <PanelBody key={type.key} type={type} types={props.types} />}
      {!(type || query.error) && <PanelBones />}
      {query.error && <PanelFailure error={query.error} onRetry={() => void query.refetch()} />}
    </SidePanel>
  )
}

interface PartProps {
  readonly type: RecallTypeDetail
  readonly types: RecallTypes | undefined
}

function PackNote({ type, types }: PartProps) {
  const text = useText()
  const packWords = usePackWords()
  const pack = types?.packs.find(({ key }) => key === type.pack)
  if (pack) return packWords(pack)
  return type.pack === null ? text('recallTypes.madeHere') : null
}

function PanelBody({ type, types }: PartProps) {
  const text = useText()
  const nameOf = (key: string) => types?.types.find((one) => one.key === key)?.name ?? key
  return (
    <>
      <Section look="quiet" title={text('recallTypes.here')}>
        <TypeHere type={type} />
      </Section>
      {type.changes.length > 0 && (
        <Section
          look="quiet"
          title={text(type.state === 'edited' ? 'recallTypes.packSays' : 'recallTypes.packNews')}
        >
          <TypeChanges changes={type.changes} nameOf={nameOf} />
        </Section>
      )}
      <Section look="quiet" title={text('recallTypes.rule')}>
        <TypeRule type={type} nameOf={nameOf} />
      </Section>
      <Section look="quiet" title={text('recallTypes.source')}>
        <TypeSource type={type} nameOf={nameOf} />
      </Section>
    </>
  )
}

function PanelFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const text = useText()
  if (error instanceof ApiError && error.problem.status === 404)
    return <EmptyState title={text('recallTypes.noSuchType')} />
  return <LoadFailure title={text('recallTypes.panelFailed')} error={error} onRetry={onRetry} />
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
