import { type ReactNode, useState } from 'react'
import { useWord } from '../words.ts'
import classes from './interval.module.css'
import { roundScale, type Scale } from './scale.ts'

export interface IntervalRow {
  readonly label: string
  /** The counts behind the value: “341 of 1,786”. */
  readonly counts: string
  readonly value: number
  readonly low: number
  readonly high: number
}

interface IntervalProps {
  /** Spoken, and the caption of the table: the question the chart answers. */
  readonly label: string
  readonly ours: IntervalRow
  readonly compared: IntervalRow
  readonly format: (value: number) => string
  /** Shorter, for the axis: “5%” where the values are “19.1%”. */
  readonly formatTick?: (value: number) => string
  /** The difference in words with its interval: “+8.0 points (3.2–12.7)”. */
  readonly difference: { readonly text: string; readonly includesZero: boolean }
}

/** Two dots with intervals and the difference between them; grey and “not proven yet” when it may be zero. */
export function Interval(props: IntervalProps) {
  const word = useWord()
  const [asTable, setAsTable] = useState(false)
  const { label, ours, compared, difference } = props
  const scale = roundScale([ours.low, ours.high, compared.low, compared.high])
  return (
    <figure className={classes['interval']} data-proven={!difference.includesZero}>
      {asTable ? <IntervalTable {...props} /> : <Plot {...props} scale={scale} />}
      <figcaption className={classes['caption']}>
        <span className="k-unseen">{label}</span>
        {difference.includesZero && <span>{word('notProven')}</span>}
        <button type="button" className={classes['switch']} onClick={() => setAsTable(!asTable)}>
          {asTable ? word('showAsChart') : word('showAsTable')}
        </button>
      </figcaption>
    </figure>
  )
}

function Plot({ scale, ...props }: IntervalProps & { readonly scale: Scale }) {
  const { ours, compared, format, difference, formatTick = format } = props
  const from = scale.place(compared.value)
  const to = scale.place(ours.value)
  return (
    <div className={classes['grid']}>
      <Names row={ours} />
      <Track row={ours} scale={scale} format={format} tone="ours" />
      <div />
      <div className={classes['between']}>
        <span className={classes['postUp']} style={{ left: `${to}%` }} />
        <span
          className={classes['beam']}
          style={{ left: `${Math.min(from, to)}%`, width: `${Math.abs(to - from)}%` }}
        />
        <span className={classes['postDown']} style={{ left: `${from}%` }} />
        <span className={classes['difference']} style={{ left: `${(from + to) / 2}%` }}>
          {difference.text}
        </span>
      </div>
      <Names row={compared} />
      <Track row={compared} scale={scale} format={format} tone="compared" />
      <div />
      <div className={classes['axis']} aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} className={classes['tick']} style={{ left: `${scale.place(tick)}%` }}>
            {formatTick(tick)}
          </span>
        ))}
      </div>
    </div>
  )
}

function Names({ row }: { readonly row: IntervalRow }): ReactNode {
  return (
    <div className={classes['names']}>
      <div className={classes['name']}>{row.label}</div>
      <div className={classes['counts']}>{row.counts}</div>
    </div>
  )
}

interface TrackProps {
  readonly row: IntervalRow
  readonly scale: Scale
  readonly format: (value: number) => string
  readonly tone: 'ours' | 'compared'
}

function Track({ row, scale, format, tone }: TrackProps) {
  const low = scale.place(row.low)
  const high = scale.place(row.high)
  return (
    <div className={classes['track']} data-tone={tone}>
      <span className={classes['bar']} style={{ left: `${low}%`, width: `${high - low}%` }} />
      <span className={classes['dot']} style={{ left: `${scale.place(row.value)}%` }} />
      <span className={classes['value']} style={{ left: `${high}%` }}>
        {format(row.value)}
      </span>
    </div>
  )
}

function IntervalTable({ label, ours, compared, format, difference }: IntervalProps) {
  const word = useWord()
  return (
    <table className={classes['table']}>
      <caption className="k-unseen">{label}</caption>
      <tbody>
        {[ours, compared].map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td>{row.counts}</td>
            <td>{format(row.value)}</td>
            <td>{`${format(row.low)}–${format(row.high)}`}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{word('difference')}</th>
          <td colSpan={3}>{difference.text}</td>
        </tr>
      </tbody>
    </table>
  )
}
