import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import { Chip } from '../../../ui/chip/Chip.tsx'
import { useRichText, useText } from '../../messages/use-text.ts'
import { type AnyStep, type Channel, withStep } from '../campaign-document.ts'
import { channelWords } from '../campaign-words.ts'
import classes from './builder.module.css'
import type { Draft } from './use-draft.ts'
import { useStepWords } from './use-step-words.ts'
import { wholeNumber } from './whole-number.ts'

interface StepSentenceProps {
  readonly any: AnyStep
  readonly draft: Draft
}

/** “Sent 14 days after the message before, 09:30–18:30, by SMS, else e-mail”, each part of it a field. */
export function StepSentence({ any, draft }: StepSentenceProps) {
  const rich = useRichText()
  return (
    <p className={classes['sentence']}>
      {rich('campaigns.sentenceStep', {
        when: <WhenChip key="when" any={any} draft={draft} />,
        window: <WindowChip key="window" any={any} draft={draft} />,
        channels: <ChannelsChip key="channels" any={any} draft={draft} />,
      })}
    </p>
  )
}

const mostDays = 365

function WhenChip({ any, draft }: StepSentenceProps) {
  const text = useText()
  const words = useStepWords()
  const { step, part } = any
  // Before a visit or a due date people count down; after a message they count up.
  const isBefore = step.anchor === 'starts' || (step.anchor === 'due' && step.days <= 0)
  const least = step.anchor === 'previous' ? 1 : 0
  return (
    <Chip name={text('campaigns.when')} label={words.when(any)}>
      <NumberInput
        label={isBefore ? text('campaigns.daysBefore') : text('campaigns.daysAfter')}
        value={Math.abs(step.days)}
        min={least}
        max={mostDays}
        allowDecimal={false}
        allowNegative={false}
        onChange={(value) => {
          const days = Math.max(least, Math.min(mostDays, wholeNumber(value, Math.abs(step.days))))
          draft.change(withStep(draft.document, part, { days: isBefore && days > 0 ? -days : days }))
        }}
      />
    </Chip>
  )
}

function WindowChip({ any, draft }: StepSentenceProps) {
  const text = useText()
  const words = useStepWords()
  const { window } = any.step
  const set = (next: typeof window): void => {
    // Half a time, or an end before its beginning, is not kept.
    if (next.from < next.to) draft.change(withStep(draft.document, any.part, { window: next }))
  }
  return (
    <Chip name={text('campaigns.hours')} label={words.window(any.step)}>
      <TextInput
        type="time"
        label={text('campaigns.hoursFrom')}
        defaultValue={window.from}
        onChange={({ currentTarget: { value } }) => value !== '' && set({ ...window, from: value })}
      />
      <TextInput
        type="time"
        label={text('campaigns.hoursTo')}
        description={text('campaigns.hoursHelp')}
        defaultValue={window.to}
        onChange={({ currentTarget: { value } }) => value !== '' && set({ ...window, to: value })}
      />
    </Chip>
  )
}

const allChannels = ['sms', 'email'] as const satisfies readonly Channel[]

function ChannelsChip({ any, draft }: StepSentenceProps) {
  const text = useText()
  const words = useStepWords()
  const { channels } = any.step
  return (
    <Chip name={text('campaigns.channels')} label={words.channels(any.step)}>
      <Checkbox.Group
        label={text('campaigns.channels')}
        description={text('campaigns.channelsHelp')}
        value={[...channels]}
        onChange={(values) => {
          const next = allChannels.filter((channel) => values.includes(channel))
          if (next.length > 0) draft.change(withStep(draft.document, any.part, { channels: next }))
        }}
      >
        {allChannels.map((channel) => (
          <Checkbox key={channel} value={channel} label={text(channelWords[channel])} />
        ))}
      </Checkbox.Group>
    </Chip>
  )
}
