import { Checkbox, NumberInput, Radio } from '@mantine/core'
import { Chip } from '../../../ui/chip/Chip.tsx'
import { useRichText, useText } from '../../messages/use-text.ts'
import type { Ages, Audience, DueAudience, LapsedAudience, SimpleAudience } from '../campaign-document.ts'
import { lapseBands } from '../campaign-document.ts'
import { bandWords } from '../campaign-words.ts'
import { useRecallTypes } from '../use-campaigns.ts'
import classes from './builder.module.css'
import { SaidAudience } from './SaidAudience.tsx'
import { useAudienceWords } from './use-audience-words.ts'
import { wholeNumber } from './whole-number.ts'

interface SentenceProps<A extends Audience> {
  readonly audience: A
  readonly onChange: (audience: A) => void
}

/** “Patients 18 years and over, away 12–18 months, with nothing booked”, each part of it a field. */
export function AudienceSentence({ audience, onChange }: SentenceProps<Audience>) {
  switch (audience.kind) {
    case 'due':
      return <DueSentence audience={audience} onChange={onChange} />
    case 'lapsed':
      return <LapsedSentence audience={audience} onChange={onChange} />
    default:
      return <SaidAudience audience={audience} />
  }
}

function LapsedSentence({ audience, onChange }: SentenceProps<LapsedAudience>) {
  const rich = useRichText()
  const text = useText()
  const words = useAudienceWords()
  return (
    <p className={classes['sentence']}>
      {rich('campaigns.sentenceLapsed', {
        ages: <AgesChip key="ages" audience={audience} onChange={onChange} />,
        bands: (
          <Chip key="bands" name={text('campaigns.timeAway')} label={words.bands(audience.bands)}>
            <Checkbox.Group
              label={text('campaigns.timeAway')}
              description={text('campaigns.timeAwayHelp')}
              value={[...audience.bands]}
              onChange={(values) => {
                const bands = lapseBands.filter((band) => values.includes(band))
                if (bands.length > 0) onChange({ ...audience, bands })
              }}
            >
              {lapseBands.map((band) => (
                <Checkbox key={band} value={band} label={text(bandWords[band])} />
              ))}
            </Checkbox.Group>
          </Chip>
        ),
        booked: <BookedChip key="booked" audience={audience} onChange={onChange} />,
      })}
    </p>
  )
}

function DueSentence({ audience, onChange }: SentenceProps<DueAudience>) {
  const rich = useRichText()
  return (
    <p className={classes['sentence']}>
      {rich('campaigns.sentenceDue', {
        ages: <AgesChip key="ages" audience={audience} onChange={onChange} />,
        types: <TypesChip key="types" audience={audience} onChange={onChange} />,
        window: <WindowChip key="window" audience={audience} onChange={onChange} />,
        booked: <BookedChip key="booked" audience={audience} onChange={onChange} />,
      })}
    </p>
  )
}

function TypesChip({ audience, onChange }: SentenceProps<DueAudience>) {
  const text = useText()
  const words = useAudienceWords()
  const types = useRecallTypes().data?.types ?? []
  const chosen = audience.recallTypes
  return (
    <Chip name={text('campaigns.recallTypes')} label={words.types(chosen, types)}>
      <Checkbox.Group
        label={text('campaigns.recallTypes')}
        description={text('campaigns.recallTypesHelp')}
        value={[...chosen]}
        onChange={(recallTypes) => onChange({ ...audience, recallTypes })}
      >
        {types.map(({ key, name }) => (
          <Checkbox key={key} value={key} label={name} />
        ))}
      </Checkbox.Group>
    </Chip>
  )
}

function WindowChip({ audience, onChange }: SentenceProps<DueAudience>) {
  const text = useText()
  const words = useAudienceWords()
  const { enrolFromDays: from, enrolUntilDays: until } = audience
  return (
    <Chip name={text('campaigns.dueWindow')} label={words.dueWindow(from, until)}>
      <NumberInput
        label={text('campaigns.dueFrom')}
        value={-from}
        min={-3660}
        max={3660}
        allowDecimal={false}
        onChange={(value) => {
          const enrolFromDays = -wholeNumber(value, -from)
          onChange({ ...audience, enrolFromDays, enrolUntilDays: Math.max(until, enrolFromDays) })
        }}
      />
      <NumberInput
        label={text('campaigns.dueUntil')}
        value={until}
        min={-3660}
        max={3660}
        allowDecimal={false}
        onChange={(value) => {
          const enrolUntilDays = wholeNumber(value, until)
          onChange({ ...audience, enrolUntilDays, enrolFromDays: Math.min(from, enrolUntilDays) })
        }}
      />
    </Chip>
  )
}

const oldest = 130

function AgesChip<A extends SimpleAudience>({ audience, onChange }: SentenceProps<A>) {
  const text = useText()
  const words = useAudienceWords()
  const { from, to } = audience.ages ?? {}
  const set = (next: Ages): void => onChange({ ...audience, ages: next })
  return (
    <Chip name={text('campaigns.age')} label={words.ages(audience.ages)}>
      <NumberInput
        label={text('campaigns.ageFrom')}
        value={from ?? ''}
        min={0}
        max={to ?? oldest}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        onChange={(value) => set({ from: value === '' ? undefined : wholeNumber(value, 0), to })}
      />
      <NumberInput
        label={text('campaigns.ageTo')}
        description={text('campaigns.ageHelp')}
        value={to ?? ''}
        max={oldest}
        allowDecimal={false}
        allowNegative={false}
        onChange={(value) => {
          const next = value === '' ? undefined : Math.min(oldest, wholeNumber(value, oldest))
          set({ to: next, from: from !== undefined && next !== undefined ? Math.min(from, next) : from })
        }}
      />
    </Chip>
  )
}

function BookedChip<A extends SimpleAudience>({ audience, onChange }: SentenceProps<A>) {
  const text = useText()
  const words = { nothing: text('campaigns.nothingBooked'), any: text('campaigns.bookedOrNot') }
  return (
    <Chip name={text('campaigns.bookings')} label={audience.nothingBooked ? words.nothing : words.any}>
      <Radio.Group
        label={text('campaigns.bookings')}
        value={audience.nothingBooked ? 'nothing' : 'any'}
        onChange={(value) => onChange({ ...audience, nothingBooked: value === 'nothing' })}
      >
        <Radio value="nothing" label={words.nothing} />
        <Radio value="any" label={words.any} />
      </Radio.Group>
    </Chip>
  )
}
