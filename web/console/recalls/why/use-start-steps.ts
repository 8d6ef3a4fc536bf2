import type { Explanation } from '../../../../src/recall/contract/explanation.ts'
import { useText } from '../../messages/use-text.ts'
import type { WhyStep } from './why-step.ts'

type Fact = Explanation['passedOver']['newest'][number]
type Start = NonNullable<Explanation['start']>

/** The fact that a round counts from, and the older ones that it passed over. */
export function useStartSteps(): (why: Explanation) => readonly WhyStep[] {
  const text = useText()
  const factText = useFactText()
  const passedOver = ({ newest, total }: Explanation['passedOver']): string | undefined => {
    if (total === 0) return undefined
    const list = newest.map(factText).join('; ')
    const more = total - newest.length
    return more === 0
      ? text('recallWhy.passedOver', { list })
      : text('recallWhy.passedOverMore', { list, count: more })
  }
  const small = (start: Start): string | undefined => {
    if (start.kind === 'any_visit') return text('recallWhy.noneOfItsOwn')
    if (start.kind === 'never_done') return text('recallWhy.firstVisit', { on: start.firstVisitOn.text })
    return start.ofType === null ? undefined : text('recallWhy.ofType', { type: start.ofType })
  }
  return (why) => {
    const { start } = why
    const older = passedOver(why.passedOver)
    if (start === null) return older === undefined ? [] : [{ look: 'waiting', text: older }]
    const first: WhyStep = { look: 'done', text: factText(start), small: small(start) }
    return older === undefined ? [first] : [first, { look: 'waiting', text: older }]
  }
}

function useFactText(): (fact: Fact | Start) => string {
  const text = useText()
  return (fact) => {
    const on = fact.on.text
    if (fact.kind === 'never_done')
      return text(fact.isByAge ? 'recallWhy.neverDoneAge' : 'recallWhy.neverDone', { on })
    const what = fact.service ?? fact.code
    return what === null
      ? text('recallWhy.factPlain', { kind: fact.kind, on })
      : text('recallWhy.factNamed', { kind: fact.kind, what, on })
  }
}
