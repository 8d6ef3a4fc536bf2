import { useNavigate } from '@tanstack/react-router'
import type { RecallTypeDetail } from '../../../src/recall/contract/recall-type-pages.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import type { ChangeSubject } from './ChangeDialog.tsx'
import classes from './recall-types.module.css'

export type AskChange = (subject: ChangeSubject) => void

interface TypeActionsProps {
  readonly type: RecallTypeDetail
  readonly mayChange: boolean
  /** Rows are selected: then the filled button and its key mean those. */
  readonly isBesideSelection: boolean
  readonly onAsk: AskChange
}

/** What may be done about one type; who may not is told who may. */
export function TypeActions({ type, mayChange, isBesideSelection, onAsk }: TypeActionsProps) {
  const text = useText()
  const navigate = useNavigate()
  const { key, name, state } = type
  if (!mayChange) return <p className={classes['mayNot']}>{text('recallTypes.mayNot')}</p>
  const enable = (title: string, confirm: string): void =>
    onAsk({ wish: { kind: 'enable', keys: [key] }, title, confirm })
  const ownWords = keptWords(type)
  const main = isBesideSelection ? {} : ({ look: 'main', combo: 'KeyE' } as const)
  return (
    <>
      {ownWords !== null && (
        <ActionButton
          label={text('recallTypes.turnOnOwn')}
          {...main}
          onRun={() =>
            onAsk({
              wish: { kind: 'define', key, type: ownWords },
              title: text('recallTypes.turnOnOwnOf', { name }),
              confirm: text('recallTypes.turnOn'),
            })
          }
        />
      )}
      {state === 'off' && (
        <ActionButton
          label={text(ownWords === null ? 'recallTypes.turnOn' : 'recallTypes.turnOnPack')}
          {...(ownWords === null ? main : {})}
          onRun={() => enable(text('recallTypes.turnOnOne', { name }), text('recallTypes.turnOn'))}
        />
      )}
      {state === 'changed' && (
        <ActionButton
          label={text('recallTypes.update')}
          {...main}
          onRun={() => enable(text('recallTypes.updateOne', { name }), text('recallTypes.apply'))}
        />
      )}
      {state === 'edited' && type.pack !== null && (
        <ActionButton
          label={text('recallTypes.backToPack')}
          onRun={() => enable(text('recallTypes.backToPackOf', { name }), text('recallTypes.backToPack'))}
        />
      )}
      <ActionButton
        label={text('recallTypeForm.edit')}
        onRun={() => void navigate({ to: paths.editRecallType(key) })}
      />
      {state !== 'off' && (
        <ActionButton
          label={text('recallTypes.turnOff')}
          onRun={() =>
            onAsk({
              wish: { kind: 'disable', key },
              title: text('recallTypes.turnOffOne', { name }),
              confirm: text('recallTypes.turnOff'),
            })
          }
        />
      )}
    </>
  )
}

/** The clinic's own words for a pack's type that is off: turned on again, it need not take the pack's. */
function keptWords({ state, pack, ownWords }: RecallTypeDetail) {
  if (state !== 'off' || pack === null || ownWords === null) return null
  const { key: _key, verifiedOn: _on, status: _status, ...words } = ownWords
  return words
}
