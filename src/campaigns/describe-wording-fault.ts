import type { WordingFault } from '../outreach/check-own-wording.ts'
import { describeTextFault } from '../outreach/describe-text-fault.ts'

/** Where in the document, what is wrong there and how to mend it. */
export function describeWordingFault(fault: WordingFault): string {
  return `${wordingPath(fault)}: ${describeTextFault(fault)}`
}

/** As in the YAML of a campaign: `wording.recall_invitation.sms.pl.link`. */
export function wordingPath({ message, channel, language, part }: WordingFault): string {
  const place = language === null ? [] : [channel, language, ...(part === null ? [] : [part])]
  return ['wording', message, ...place].join('.')
}
