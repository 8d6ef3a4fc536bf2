import type { ContactRules } from './contact-rules.ts'
import {
  consentNeeded,
  contactCaps,
  type JurisdictionPack,
  jurisdictionOf,
  sendingHours,
} from './rules/jurisdiction.ts'
import { nextAllowedInstant } from './rules/quiet-hours.ts'

/** The gate's questions answered from packs/jurisdictions. */
export function packContactRules(pack: JurisdictionPack): ContactRules {
  return {
    consentNeeded: ({ country, purpose, channel }) =>
      consentNeeded(jurisdictionOf(pack, country), purpose, channel),
    quietUntil: ({ country, region, purpose, now, zones }) => {
      const hours = sendingHours(jurisdictionOf(pack, country), purpose, region)
      if (hours.length === 0) return null
      // Zones whose hours never meet: look again in a day rather than send at night somewhere.
      const allowed = nextAllowedInstant({ at: now, zones, hours }) ?? now.add({ hours: 24 })
      return allowed.equals(now) ? null : allowed
    },
    contactLimits: ({ country, region }) =>
      contactCaps(jurisdictionOf(pack, country), region).map(({ regions: _, ...limit }) => limit),
    countsContacts: (country) => jurisdictionOf(pack, country).caps.length > 0,
  }
}
