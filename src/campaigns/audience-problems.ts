import { HttpProblem } from '../platform/http/problem.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import type { AudienceFault } from './check-campaign-audience.ts'
import type { ReferenceFault } from './resolve-references.ts'

/** What is wrong with the audience of a campaign document, at its place in the body. */
export function audienceProblem(fault: AudienceFault, at: string): HttpProblem {
  switch (fault.kind) {
    case 'unknown_reference':
      return referenceProblem(fault.faults, `${at}.audience`)
    case 'unknown_audience':
    case 'other_programme':
      return new HttpProblem(400, 'not_accepted', [{ path: `${at}.audience`, reason: fault.kind }])
    case 'band_without_words':
      return new HttpProblem(400, 'not_accepted', [
        { path: `${at}.steps.${fault.step}.messageByBand.${fault.band}`, reason: fault.kind },
      ])
    default:
      return assertNever(fault)
  }
}

/** Names in criteria that nothing, or more than one thing, in the clinic has. */
export function referenceProblem(faults: readonly ReferenceFault[], at: string): HttpProblem {
  return new HttpProblem(
    400,
    'not_accepted',
    faults.map(({ path, isAmbiguous }) => ({
      path: [at, ...path].join('.'),
      reason: isAmbiguous ? 'ambiguous_reference' : 'unknown_reference',
    })),
  )
}
