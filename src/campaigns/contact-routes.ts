import type { ClinicProfile } from '../clinic/read-clinic.ts'
import type { ContactRules, Purpose } from '../outreach/contact-rules.ts'
import type { MessagePack } from '../outreach/rules/message-template.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { ProgrammeKind } from './rules/audience-document.ts'
import { type CampaignDocument, type Channel, channels, messageFor } from './rules/campaign-document.ts'
import { lapseBands } from './rules/lapse-band.ts'

/** A way a message may take to somebody of a band; the band is empty where the programme knows none. */
export interface Route {
  readonly band: string
  readonly channel: Channel
  readonly purpose: Purpose
  readonly isAllowed: boolean
}

export interface RoutesQuestion {
  readonly document: CampaignDocument
  readonly messages: MessagePack
  readonly rules: ContactRules
}

export interface UnknownMessage {
  readonly kind: 'unknown_message'
  readonly message: string
}

type Place = Pick<ClinicProfile, 'country' | 'region'>

/** The ways the messages of a document take. */
export function routesOf(
  { document, messages, rules }: RoutesQuestion,
  place: Place,
): Result<readonly Route[], UnknownMessage> {
  const bands = document.kind === 'reactivation' ? lapseBands : [null]
  const routes = new Map<string, Route>()
  for (const band of bands) {
    for (const step of document.steps) {
      const message = messageFor(step, { band, situation: null })
      const purpose = messages.messages.get(message)?.purpose
      if (purpose === undefined) return fail({ kind: 'unknown_message', message })
      for (const channel of step.channels) {
        const isAllowed = mayUse(rules, place, { purpose, channel })
        routes.set(`${band}|${channel}|${purpose}`, { band: band ?? '', channel, purpose, isAllowed })
      }
    }
  }
  return ok([...routes.values()])
}

const usualPurpose = { recall: 'care_recall', reactivation: 'reactivation', one_off: 'marketing' } as const

/** The ways to an audience that no campaign uses yet: every channel, for what its programme is usually for. */
export function usualRoutes(
  programme: ProgrammeKind,
  { rules, place }: { readonly rules: ContactRules; readonly place: Place },
): readonly Route[] {
  const purpose = usualPurpose[programme]
  return (programme === 'reactivation' ? lapseBands : ['']).flatMap((band) =>
    channels.map((channel) => ({
      band,
      channel,
      purpose,
      isAllowed: mayUse(rules, place, { purpose, channel }),
    })),
  )
}

function mayUse(
  rules: ContactRules,
  { country, region }: Place,
  way: { readonly purpose: Purpose; readonly channel: Channel },
): boolean {
  return rules.consentNeeded({ country, region, ...way }) !== 'never'
}
