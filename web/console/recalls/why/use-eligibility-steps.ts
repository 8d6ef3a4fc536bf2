import type { Explanation } from '../../../../src/recall/contract/explanation.ts'
import { useText } from '../../messages/use-text.ts'
import type { WhyStep } from './why-step.ts'

/** Whom the type is for, held against this patient on the due date; what it does not ask is not told. */
export function useEligibilitySteps(): (why: Explanation) => readonly WhyStep[] {
  const text = useText()
  const ageSteps = useAgeSteps()
  return (why) => {
    const { condition, exclusion, sex } = why
    const isOther = sex.wanted !== null && ['female', 'male'].includes(sex.is) && sex.is !== sex.wanted
    return [
      ...(condition.isNeeded
        ? [
            condition.found === null
              ? { look: 'withheld' as const, text: text('recallWhy.noCondition') }
              : { look: 'done' as const, text: text('recallWhy.condition', { code: condition.found }) },
          ]
        : []),
      ...(exclusion.found === null
        ? []
        : [{ look: 'withheld' as const, text: text('recallWhy.excluded', { code: exclusion.found }) }]),
      ...ageSteps(why),
      ...(sex.wanted === null
        ? []
        : [
            {
              look: isOther ? ('withheld' as const) : ('done' as const),
              text: text('recallWhy.sex', { sex: sex.wanted }),
              small: ['female', 'male'].includes(sex.is) ? undefined : text('recallWhy.sexUnknown'),
            },
          ]),
    ]
  }
}

function useAgeSteps(): (why: Explanation) => readonly WhyStep[] {
  const text = useText()
  return ({ age, obstacle }) => {
    const { from, to, onDue } = age
    if (from === null && to === null) return []
    const shape = from === null ? 'to' : to === null ? 'from' : 'both'
    const range = text('recallWhy.ageRange', { shape, from: from ?? 0, to: to ?? 0 })
    if (onDue === null) return [{ look: 'done', text: range, small: text('recallWhy.ageUnknown') }]
    const isOutside = obstacle === 'too_young' || obstacle === 'too_old'
    return [
      { look: isOutside ? 'withheld' : 'done', text: text('recallWhy.age', { age: onDue }), small: range },
    ]
  }
}
