import { NumberInput } from '@mantine/core'
import { useContext } from 'react'
import type { AudienceCount } from '../../../../src/campaigns/contract/audience.ts'
import { FixedContext } from '../../../ui/chip/Chip.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import type { CampaignDocument } from '../campaign-document.ts'
import classes from './builder.module.css'
import type { Draft } from './use-draft.ts'
import { wholeNumber } from './whole-number.ts'

interface LimitsSectionProps {
  readonly draft: Draft
  readonly count: AudienceCount | undefined
}

const mostHeldOut = 50

/** How many are left alone for comparison, how often anybody is asked, and when the campaign lets go. */
export function LimitsSection({ draft, count }: LimitsSectionProps) {
  const text = useText()
  const { document, change } = draft
  const setCap = (cap: Partial<CampaignDocument['caps']>): void =>
    change({ ...document, caps: { ...document.caps, ...cap } })
  return (
    <>
      <Section title={text('campaigns.holdOut')}>
        <div className={classes['form']}>
          <LimitField
            label={text('campaigns.holdOutShare')}
            help={
              count
                ? text('campaigns.holdOutHelpNow', { count: count.heldOut })
                : text('campaigns.holdOutHelp')
            }
            suffix=" %"
            value={Math.round(document.holdOutShare * 100)}
            from={0}
            to={mostHeldOut}
            onChange={(percent) => change({ ...document, holdOutShare: percent / 100 })}
          />
        </div>
      </Section>
      <Section title={text('campaigns.caps')}>
        <div className={classes['form']}>
          <LimitField
            label={text('campaigns.capPer30')}
            help={text('campaigns.capPer30Help')}
            value={document.caps.perPatientPer30Days}
            from={1}
            to={10}
            onChange={(perPatientPer30Days) => setCap({ perPatientPer30Days })}
          />
          <LimitField
            label={text('campaigns.capAttempts')}
            help={text('campaigns.capAttemptsHelp')}
            value={document.caps.maxAttempts}
            from={1}
            to={5}
            onChange={(maxAttempts) => setCap({ maxAttempts })}
          />
          <LimitField
            label={text('campaigns.capFirstGap')}
            value={document.caps.firstGapDays}
            from={1}
            to={180}
            onChange={(firstGapDays) => setCap({ firstGapDays })}
          />
          <LimitField
            label={text('campaigns.capLaterGap')}
            value={document.caps.laterGapDays}
            from={1}
            to={365}
            onChange={(laterGapDays) => setCap({ laterGapDays })}
          />
          <LimitField
            label={text('campaigns.exhaustedAfter')}
            help={text('campaigns.exhaustedHelp')}
            value={document.ends.exhaustedAfterDays}
            from={1}
            to={365}
            onChange={(exhaustedAfterDays) =>
              change({ ...document, ends: { ...document.ends, exhaustedAfterDays } })
            }
          />
        </div>
      </Section>
    </>
  )
}

interface LimitFieldProps {
  readonly label: string
  readonly help?: string
  readonly suffix?: string
  readonly value: number
  readonly from: number
  readonly to: number
  readonly onChange: (value: number) => void
}

function LimitField({ label, help, suffix = '', value, from, to, onChange }: LimitFieldProps) {
  const isFixed = useContext(FixedContext)
  return (
    <NumberInput
      label={label}
      description={help}
      suffix={suffix}
      value={value}
      min={from}
      max={to}
      disabled={isFixed}
      allowDecimal={false}
      allowNegative={false}
      onChange={(next) => onChange(Math.max(from, Math.min(to, wholeNumber(next, value))))}
    />
  )
}
