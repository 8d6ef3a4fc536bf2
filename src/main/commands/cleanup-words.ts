import { type CleanupKind, cleanupKinds } from '../../recall/rules/cleanup.ts'
import { UsageFailure } from './problems.ts'

/** What each kind means, for a person at the keyboard. */
export const kindText: Readonly<Record<CleanupKind, string>> = {
  duplicate: 'two records that look like one person',
  no_contact: 'no phone number or e-mail address that works',
  invalid_contact: 'an address that does not work, beside one that may',
  no_last_visit: 'no visit on record, none booked',
  unclear_visit: 'an appointment that may or may not be for a recall',
  no_birth_date: 'no birth date',
  drift: 'away for one to three years, and nothing says why',
}

export const kindArgument = {
  type: 'string',
  description: `one of ${cleanupKinds.join(', ')}`,
  valueHint: 'kind',
} as const

export function kindNamed(text: string): CleanupKind {
  const kind = cleanupKinds.find((known) => known === text)
  if (kind === undefined) throw new UsageFailure(`--kind must be one of ${cleanupKinds.join(', ')}`)
  return kind
}

/** What is decided is somebody's decision: the command line asks for a name. */
export function personNamed(
  argument: string,
  name: string,
): { readonly kind: 'command_line'; readonly name: string } {
  if (name.trim() === '') throw new UsageFailure(`--${argument} needs a name`)
  return { kind: 'command_line', name: name.trim() }
}
