import type { OutreachPacks } from '../../outreach/compose-message.ts'
import type { ContactRules } from '../../outreach/contact-rules.ts'
import { packContactRules } from '../../outreach/pack-contact-rules.ts'
import { loadJurisdictions } from '../../outreach/packs/load-jurisdictions.ts'
import { loadMessages } from '../../outreach/packs/load-messages.ts'

/** Words and laws of outreach, read once; the program does not start with packs that do not hold together. */
export async function loadOutreachPacks(): Promise<{
  readonly packs: OutreachPacks
  readonly rules: ContactRules
}> {
  const [messages, jurisdictions] = await Promise.all([loadMessages(), loadJurisdictions()])
  return { packs: { messages, jurisdictions }, rules: packContactRules(jurisdictions) }
}
