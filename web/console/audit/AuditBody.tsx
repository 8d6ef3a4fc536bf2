import type { AuditPage, ShownAudit } from '../../../src/insights/contract/audit-page.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'
import { DataGaps } from './DataGaps.tsx'
import { LapsedBands, LapsedByDefinition, LapsedByValue } from './Lapsed.tsx'
import { Questions } from './Questions.tsx'
import { RecalledTypes } from './RecalledTypes.tsx'
import { Standing } from './Standing.tsx'

interface AuditBodyProps {
  readonly audit: ShownAudit
  readonly questions: AuditPage['questions']
}

/** The share recalled and what more would bring, then by type, then who has lapsed, then what all of it rests on. */
export function AuditBody({ audit, questions }: AuditBodyProps) {
  const text = useText()
  const { clinic } = useSession()
  return (
    <div className={classes['audit']}>
      <p className={classes['onPaper']}>
        {clinic.name}, {text('audit.asOf', { at: audit.asOf.text })}
      </p>
      <Standing audit={audit} />
      <div className={classes['halves']}>
        <div className={classes['main']}>
          <RecalledTypes recalled={audit.recalled} />
          <LapsedBands lapsed={audit.lapsed} />
          <DataGaps data={audit.data} />
        </div>
        <div className={classes['beside']}>
          <Questions questions={questions} />
          <LapsedByValue lapsed={audit.lapsed} />
          <LapsedByDefinition lapsed={audit.lapsed} />
        </div>
      </div>
    </div>
  )
}
