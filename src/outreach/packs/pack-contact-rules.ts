import type { ContactRules } from '../contact-rules.ts'
import { consentNeeded, type JurisdictionPack, jurisdictionOf, sendingHours } from '../rules/jurisdiction.ts'
import { nextAllowedInstant } from '../rules/quiet-hours.ts'

/** Hours that never meet (zones far apart) are looked at again after this long: somebody may mend the address. */
const recheckHours = 24

/** The contact rules of packs/jurisdictions, as the gate asks for them. */
export function packContactRules(pack: JurisdictionPack): ContactRules {
  return {
    consentNeeded: ({ country, purpose, channel }) =>
      consentNeeded(jurisdictionOf(pack, country), purpose, channel),
    quietUntil: ({ country, region, purpose, now, zones }) => {
      const hours = sendingHours(jurisdictionOf(pack, country), purpose, region)
      const allowed = nextAllowedInstant({ at: now, zones, hours }) ?? now.add({ hours: recheckHours })
      return allowed.equals(now) ? null : allowed
    },
  }
}
