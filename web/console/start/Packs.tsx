import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useNumbers } from '../../ui/numbers.ts'
import { useText } from '../messages/use-text.ts'
import { ChangeDialog, type ChangeSubject } from '../recall-types/ChangeDialog.tsx'
import type { Pack } from '../recall-types/recall-types-view.ts'
import { usePackWords } from '../recall-types/type-words.ts'
import { useRecallTypes } from '../recall-types/use-recall-types.ts'
import { paths } from '../shell/paths.ts'
import classes from './start.module.css'

/** The packs for a clinic like this one; what turning one on would change is read before a named person says yes. */
export function Packs({ isMain }: { readonly isMain: boolean }) {
  const text = useText()
  const queries = useQueryClient()
  const { data } = useRecallTypes()
  const [subject, setSubject] = useState<ChangeSubject | null>(null)
  if (data === undefined) return null
  const fitting = data.packs.filter(({ fits }) => fits)
  const typesOf = (pack: Pack) => data.types.filter((type) => type.pack === pack.key)
  const ask = (pack: Pack): void => {
    const keys = typesOf(pack)
      .filter(({ state }) => state === 'off')
      .map(({ key }) => key)
    const count = keys.length
    setSubject({
      wish: { kind: 'enable', keys },
      title: text('recallTypes.turnOnMany', { count }),
      confirm: text('recallTypes.turnOnCount', { count }),
    })
  }
  return (
    <>
      {!data.mayChange && <p className={classes['quiet']}>{text('recallTypes.mayNot')}</p>}
      <ul className={classes['packs']}>
        {fitting.map((pack, index) => (
          <PackLine
            key={pack.key}
            pack={pack}
            on={typesOf(pack).filter(({ state }) => state !== 'off').length}
            all={typesOf(pack).length}
            isMain={isMain && index === 0}
            onAsk={data.mayChange ? () => ask(pack) : undefined}
          />
        ))}
      </ul>
      <Link to={paths.recallTypes}>{text('start.allTypes')}</Link>
      <ChangeDialog
        subject={subject}
        nameOf={(key) => data.types.find((type) => type.key === key)?.name ?? key}
        onClose={() => setSubject(null)}
        onDone={() => void queries.invalidateQueries({ queryKey: ['start'] })}
      />
    </>
  )
}

interface PackLineProps {
  readonly pack: Pack
  readonly on: number
  readonly all: number
  readonly isMain: boolean
  /** Left out: this person may not. */
  readonly onAsk: (() => void) | undefined
}

function PackLine({ pack, on, all, isMain, onAsk }: PackLineProps) {
  const text = useText()
  const numbers = useNumbers()
  const name = usePackWords()(pack)
  return (
    <li className={classes['pack']}>
      <span>
        <b>{name}</b>{' '}
        <span className={classes['quiet']}>
          {text('start.typesOn', { on: numbers.count(on), all: numbers.count(all) })}
        </span>
      </span>
      {onAsk && on < all && (
        <Button
          variant={isMain ? 'filled' : 'default'}
          aria-label={text('start.seeChangeOf', { pack: name })}
          onClick={onAsk}
        >
          {text('start.seeChange')}
        </Button>
      )}
    </li>
  )
}
