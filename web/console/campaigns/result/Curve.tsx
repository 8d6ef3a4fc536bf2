import { lazy, Suspense, useState } from 'react'
import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useWord } from '../../../ui/words.ts'
import { useText } from '../../messages/use-text.ts'
import { CurveTable } from './CurveTable.tsx'
import classes from './result.module.css'

const CurveChart = lazy(async () => ({ default: (await import('./CurveChart.tsx')).CurveChart }))

/** Booked, day by day since enrolment: contacted solid, hold-out dashed, each with its band. */
export function Curve({ report: { curve } }: { readonly report: CampaignReport }) {
  const text = useText()
  const word = useWord()
  const [asTable, setAsTable] = useState(false)
  if (curve.length < 2) return null
  return (
    <Section
      title={text('campaigns.curve')}
      aside={
        <button type="button" className={classes['switch']} onClick={() => setAsTable(!asTable)}>
          {asTable ? word('showAsChart') : word('showAsTable')}
        </button>
      }
      note={text('campaigns.curveBand')}
    >
      {asTable ? (
        <CurveTable curve={curve} />
      ) : (
        <Suspense fallback={<div className={classes['chart']} />}>
          <CurveChart curve={curve} />
        </Suspense>
      )}
    </Section>
  )
}
