import type { ClinicProfile } from '../../clinic/read-clinic.ts'
import { type ReturnCount, returnMonths } from '../../recall/rules/look-back-counts.ts'
import type { Audit } from '../contract/audit.ts'
import { gainOf } from '../rules/audit-figures.ts'

export const lookBackMonths = 12
/** People fall due in so many months of the look back; the rest waits for those who come a little late. */
export const dueMonths = lookBackMonths - returnMonths

const steps = [10, 20] as const

export type VisitWorth = Pick<Audit['gain'], 'visitValueMinor' | 'visitValueFrom'>

/** What 10 and 20 points of recall more would bring in a year. */
export function gainOfRecall(people: ReturnCount, worth: VisitWorth): Audit['gain'] {
  return {
    ...worth,
    steps: steps.flatMap(
      (points) => gainOf({ people, months: dueMonths, points, visitValueMinor: worth.visitValueMinor }) ?? [],
    ),
  }
}

/** What a visit brings as the clinic says, for records that do not tell. */
export function worthAsTheClinicSays({ meanVisitValue }: Pick<ClinicProfile, 'meanVisitValue'>): VisitWorth {
  return meanVisitValue === null
    ? { visitValueMinor: null, visitValueFrom: 'not_known' }
    : { visitValueMinor: meanVisitValue, visitValueFrom: 'clinic' }
}
