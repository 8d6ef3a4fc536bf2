import type { OutreachPacks } from '../outreach/compose-message.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'

export interface PlannerOptions {
  readonly packs: OutreachPacks
  readonly rules: ContactRules
  /** Base of patient links. */
  readonly publicUrl: string
  /** Rows of one run at most. */
  readonly most: number
}
