import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { roundScale } from '../../../ui/interval/scale.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { useText } from '../../messages/use-text.ts'
import classes from './result.module.css'

type Point = CampaignReport['curve'][number]

interface CurveChartProps {
  readonly curve: readonly Point[]
}

const height = 260
const mostTicks = 7

/** Whole weeks, few enough to be read. */
function dayTicks(last: number): readonly number[] {
  const step = 7 * Math.max(1, Math.ceil(last / 7 / mostTicks))
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step)
}

/** Two lines with their bands; named below, and told in full by the table. */
export function CurveChart({ curve }: CurveChartProps) {
  const text = useText()
  const numbers = useNumbers()
  const last = curve.at(-1)
  const scale = roundScale(curve.flatMap(({ contacted, holdOut }) => [contacted.high, holdOut?.high ?? 0]))
  const days = last?.day ?? 0
  const hasHoldOut = curve.some(({ holdOut }) => holdOut !== null)
  const data = curve.map(({ day, contacted, holdOut }) => ({
    day,
    contacted: contacted.value,
    contactedBand: [contacted.low, contacted.high],
    holdOut: holdOut?.value,
    holdOutBand: holdOut && [holdOut.low, holdOut.high],
  }))
  const still = { isAnimationActive: false, dot: false, activeDot: false } as const
  return (
    <>
      <div
        className={classes['chart']}
        role="img"
        aria-label={text('campaigns.curveSpoken', {
          day: last?.day ?? 0,
          contacted: numbers.percent(last?.contacted.value ?? 0, 1),
          holdOut: last?.holdOut ? numbers.percent(last.holdOut.value, 1) : text('campaigns.gainTooFew'),
        })}
      >
        <ResponsiveContainer width="100%" height={height}>
          <ComposedChart
            data={data}
            accessibilityLayer={false}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          >
            <CartesianGrid vertical={false} stroke="var(--k-line)" />
            <XAxis
              dataKey="day"
              type="number"
              domain={[0, days]}
              ticks={[...dayTicks(days)]}
              tickLine={false}
              stroke="var(--k-line-strong)"
            />
            <YAxis
              domain={[0, scale.high]}
              ticks={[...scale.ticks]}
              tickFormatter={(value: number) => numbers.percent(value)}
              tickLine={false}
              axisLine={false}
              width={48}
            />
            {hasHoldOut && (
              <Area
                {...still}
                dataKey="holdOutBand"
                stroke="none"
                fill="var(--k-holdout)"
                fillOpacity={0.16}
              />
            )}
            <Area {...still} dataKey="contactedBand" stroke="none" fill="var(--k-brand)" fillOpacity={0.16} />
            {hasHoldOut && (
              <Line
                {...still}
                dataKey="holdOut"
                stroke="var(--k-holdout)"
                strokeWidth={2}
                strokeDasharray="5 4"
              />
            )}
            <Line {...still} dataKey="contacted" stroke="var(--k-brand)" strokeWidth={2} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ul className={classes['legend']}>
        <li data-line="ours">
          {text('campaigns.contacted')} <b>{numbers.percent(last?.contacted.value ?? 0, 1)}</b>
        </li>
        {hasHoldOut && (
          <li data-line="compared">
            {text('campaigns.holdOut')} <b>{numbers.percent(last?.holdOut?.value ?? 0, 1)}</b>
          </li>
        )}
        <li>{text('campaigns.curveAxis')}</li>
      </ul>
    </>
  )
}
