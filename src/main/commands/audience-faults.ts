import type { AudienceFault } from '../../campaigns/check-campaign-audience.ts'
import type { ReferenceFault } from '../../campaigns/resolve-references.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'

/** What is wrong with a campaign's audience, in words its author can act on. */
export function describeAudienceFault(fault: AudienceFault): string {
  switch (fault.kind) {
    case 'unknown_audience':
      return 'its saved audience is not there in that version'
    case 'other_programme':
      return 'its saved audience is of another programme'
    case 'band_without_words':
      return `its step ${fault.step} has no message for the band ${fault.band}, which its saved audience admits`
    case 'unknown_reference':
      return describeReferences(fault.faults)
    default:
      return assertNever(fault)
  }
}

export function describeReferences(faults: readonly ReferenceFault[]): string {
  return faults
    .map(({ path, reference, what, isAmbiguous }) =>
      isAmbiguous
        ? `${path.join('.')}: several have the name "${reference}"; name the ${what} by its id`
        : `${path.join('.')}: no ${what} is called "${reference}"`,
    )
    .join('\n')
}
