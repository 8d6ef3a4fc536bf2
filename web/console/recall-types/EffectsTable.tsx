import type { TypeEffects } from '../../../src/recall/contract/recall-type-pages.ts'
import { useNumbers } from '../../ui/numbers.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import classes from './recall-types.module.css'

type Effect = TypeEffects['effects'][number]
type Figure = 'opens' | 'closes' | 'moves' | 'keptByHand' | 'dueNow'

const figures = [
  ['opens', 'recallTypes.opens'],
  ['closes', 'recallTypes.closes'],
  ['moves', 'recallTypes.moves'],
  ['keptByHand', 'recallTypes.keptByHand'],
  ['dueNow', 'recallTypes.dueNow'],
] as const satisfies readonly (readonly [Figure, MessageKey])[]

/** Type by type: patients who come in, fall out, whose date moves, and whose time it is then. A column of nobody is left out. */
export function EffectsTable({ effects: { effects } }: { readonly effects: TypeEffects }) {
  const text = useText()
  const concerned = effects.some(({ opens, closes, moves }) => opens + closes + moves > 0)
  if (!concerned) return <p>{text('recallTypes.nobodyConcerned')}</p>
  const shown = figures.filter(([figure]) =>
    // Who stays on a date set by hand matters where others move.
    figure === 'keptByHand'
      ? effects.some(({ moves, keptByHand }) => moves > 0 && keptByHand > 0)
      : figure === 'dueNow' || effects.some((effect) => effect[figure] > 0),
  )
  return (
    <table className={classes['effects']}>
      <caption>{text('recallTypes.effects')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('recallTypes.type')}</th>
          {shown.map(([figure, label]) => (
            <th key={figure} scope="col">
              {text(label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {effects.map((effect) => (
          <tr key={effect.key}>
            <th scope="row">
              {effect.isNamed ? effect.name : text('recallTypes.follows', { name: effect.name })}
            </th>
            {shown.map(([figure]) => (
              <td key={figure}>
                <FigureCell effect={effect} figure={figure} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function FigureCell({ effect, figure }: { readonly effect: Effect; readonly figure: Figure }) {
  const text = useText()
  const numbers = useNumbers()
  const likely = figure === 'keptByHand' ? undefined : effect.likely?.[figure]
  return (
    <>
      {numbers.count(effect[figure])}
      {likely && (
        <div className={classes['likely']}>
          {text('recallTypes.likely', { low: numbers.count(likely.low), high: numbers.count(likely.high) })}
        </div>
      )}
    </>
  )
}
