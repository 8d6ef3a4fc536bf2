import type { Explanation } from '../../../../src/recall/contract/explanation.ts'
import type { StatusLook } from '../../../ui/status/status-looks.ts'
import type { TraceEntry } from '../../../ui/trace/Trace.tsx'
import { useText } from '../../messages/use-text.ts'
import { useIntervalWords } from '../interval-words.ts'
import { useSaidWords, useSilenceWords } from '../said-words.ts'
import { useEligibilitySteps } from './use-eligibility-steps.ts'
import { useStartSteps } from './use-start-steps.ts'
import type { WhyStep } from './why-step.ts'

/** From the fact it counts from to what covers it, in the order in which the rules ask. */
export function useWhySteps(): (why: Explanation) => readonly TraceEntry[] {
  const text = useText()
  const startSteps = useStartSteps()
  const sumSteps = useSumSteps()
  const eligibilitySteps = useEligibilitySteps()
  const afterSteps = useAfterSteps()
  const words: Readonly<Partial<Record<StatusLook, string>>> = {
    done: text('recallWhy.fits'),
    withheld: text('recallWhy.stops'),
  }
  return (why) =>
    [...startSteps(why), ...sumSteps(why), ...eligibilitySteps(why), ...afterSteps(why)].map(
      (step, index) => ({
        id: String(index),
        lookWord: words[step.look] ?? text('recallWhy.step'),
        ...step,
      }),
    )
}

/** The arithmetic: the interval, where it comes from, the day it gives, and the day set by hand. */
function useSumSteps(): (why: Explanation) => readonly WhyStep[] {
  const text = useText()
  const intervalWords = useIntervalWords()
  const said = useSaidWords()
  return ({ interval, arranged, dueComputed, override }) => {
    const source = (): string => {
      if (arranged) return said(arranged)
      if (interval?.from === 'risk') return text('recallWhy.fromRisk', { code: interval.finding ?? '' })
      return text('recallWhy.fromType')
    }
    return [
      ...(interval
        ? [
            {
              look: 'waiting' as const,
              text: text('recallWhy.plus', { interval: intervalWords(interval) }),
              small: source(),
            },
          ]
        : []),
      ...(dueComputed
        ? [{ look: 'waiting' as const, text: text('recallWhy.equals', { due: dueComputed.text }) }]
        : []),
      ...(override
        ? [
            {
              look: 'running' as const,
              text: text('recallWhy.moved', { due: override.due.text }),
              small: said(override),
            },
          ]
        : []),
    ]
  }
}

type Verdict = Explanation['cover'][number]['verdict']

const verdictLooks: Readonly<Record<Verdict, StatusLook>> = {
  said_yes: 'done',
  covers: 'done',
  too_far: 'attention',
  no_service: 'attention',
  said_no: 'waiting',
  other_service: 'waiting',
}

/** What stands against an invitation: another type, a visit ahead, what staff asked for. */
function useAfterSteps(): (why: Explanation) => readonly WhyStep[] {
  const text = useText()
  const said = useSaidWords()
  const silenceWords = useSilenceWords()
  return ({ replacedBy, cover, pause, silences }) => [
    ...(replacedBy === null
      ? []
      : [{ look: 'withheld' as const, text: text('recallWhy.replacedBy', { type: replacedBy }) }]),
    ...cover.map(({ at, service, verdict }) => ({
      look: verdictLooks[verdict],
      text: text('recallWhy.cover', { verdict, at: at.text }),
      small: service ?? undefined,
    })),
    ...(pause
      ? [
          {
            look: 'paused' as const,
            text: text('recallWhy.paused', { until: pause.until.text }),
            small: said({ ...pause, until: null }),
          },
        ]
      : []),
    ...silences.map((silence) => ({
      look: silence.isSilent ? ('paused' as const) : ('waiting' as const),
      text: silenceWords(silence),
      small: said(silence),
    })),
  ]
}
