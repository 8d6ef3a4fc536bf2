import type { ChannelLog } from '../../outreach/channels/channel.ts'
import type { InboundParts } from '../../outreach/channels/smpp/inbound-parts.ts'
import { keepInboundPart } from '../../outreach/keep-inbound-part.ts'
import { dueInboundTexts, takeInboundText } from '../../outreach/take-inbound-text.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import type { ReceiveInbound } from './receive.ts'

interface Place {
  readonly db: Database
  readonly log: ChannelLog
}

/** Keeps parts of long texts that come in by one account, and hands a text on as soon as nothing of it is missing. */
export function inboundParts(
  place: Place,
  receive: ReceiveInbound,
  { clinic, accountId }: { readonly clinic: ClinicId; readonly accountId: string },
): InboundParts {
  return {
    keep: async (part, waitSeconds) => {
      const whole = await place.db.tenant(clinic, async (tx) =>
        keepInboundPart(tx.as('outreach'), { accountId, part, waitSeconds }),
      )
      for (const textId of whole) await handOn(place, receive, { clinic, textId })
    },
  }
}

/** Hands on what is due: texts whose rest is not coming, and whole ones whose worker died; answers how many. */
export async function handOnDueTexts(
  place: Place,
  receive: ReceiveInbound,
  clinic: ClinicId,
): Promise<number> {
  const due = await place.db.tenant(clinic, async (tx) => dueInboundTexts(tx.as('outreach')))
  let handedOn = 0
  for (const textId of due) if (await handOn(place, receive, { clinic, textId })) handedOn += 1
  return handedOn
}

/** The parts are stored, so a failure costs nothing: the text stays due, and the next round tries again. */
async function handOn(
  { db, log }: Place,
  receive: ReceiveInbound,
  { clinic, textId }: { readonly clinic: ClinicId; readonly textId: string },
): Promise<boolean> {
  try {
    return await db.tenant(clinic, async (tx) => {
      const taken = await takeInboundText(tx.as('outreach'), textId)
      if (taken === null) return false
      if (!taken.message.isComplete) log.warn({ text: textId }, 'a long text is handed on incomplete')
      await receive(tx, taken.accountId, taken.message)
      return true
    })
  } catch (error) {
    log.error({ err: error, text: textId }, 'a long text could not be handed on; it is tried again')
    return false
  }
}
