import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { startCommands } from '../../../src/insights/contract/guided-start.ts'
import { Command } from '../../ui/command/Command.tsx'
import { StatusShape } from '../../ui/status/StatusShape.tsx'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { Packs } from './Packs.tsx'
import classes from './start.module.css'
import { gapWords, type StepFacts, stepReasons, stepTitles } from './step-words.ts'

interface OpenStepProps {
  readonly step: StepFacts
  readonly number: number
  /** Its button is the filled one of the page. */
  readonly isFirst: boolean
  readonly clinicKey: string | null
}

/** A step for now: why it matters, what is missing, what to press or to type. */
export function OpenStep({ step: { step, gaps }, number, isFirst, clinicKey }: OpenStepProps) {
  const text = useText()
  const lines = [...new Set(gaps.flatMap(({ what }) => startCommands[what] ?? []))]
  const mayManage = useMayRun()
  const page = step === 'channels' && !mayManage ? undefined : pageOf[step]
  return (
    <li className={classes['step']}>
      <h3 className={classes['stepTitle']}>
        {text('start.numbered', { number, title: text(stepTitles[step]) })}
      </h3>
      <p className={classes['why']}>{text(stepReasons[step])}</p>
      <ul className={classes['gaps']}>
        {gaps.map(({ what, count, isAdvice }) => (
          <li key={what} className={classes['gap']}>
            <StatusShape
              shape={isAdvice ? 'ring' : 'triangle'}
              hue={isAdvice ? 'info' : 'warn'}
              label={text(isAdvice ? 'start.advice' : 'start.missing')}
            />
            <span>{text(gapWords[what], { count: count ?? 0 })}</span>
          </li>
        ))}
      </ul>
      {lines.length > 0 && (
        <div className={classes['commands']}>
          <p className={classes['quiet']}>{text('start.typed')}</p>
          {lines.map((line) => (
            <Command key={line} line={forClinic(line, clinicKey)} />
          ))}
        </div>
      )}
      {step === 'types' && <Packs isMain={isFirst} />}
      {page && (
        <div>
          <Button component={Link} to={page.path} variant={isFirst ? 'filled' : 'default'}>
            {text(page.label)}
          </Button>
        </div>
      )}
    </li>
  )
}

const pageOf: Readonly<
  Partial<Record<StepFacts['step'], { readonly path: string; readonly label: MessageKey }>>
> = {
  hours: { path: paths.services, label: 'start.openServices' },
  audit: { path: paths.audit, label: 'start.openAudit' },
  channels: { path: paths.channels, label: 'start.openChannels' },
  campaign: { path: paths.campaigns, label: 'start.openCampaigns' },
}

/** Where several clinics live on one machine, a command says which. */
function forClinic(line: string, clinicKey: string | null): string {
  const isOfClinic = line.startsWith('kembali ') && line !== 'kembali doctor'
  return clinicKey !== null && isOfClinic ? `${line} --clinic ${clinicKey}` : line
}
