// The one policy of what each role may do (ASVS V8). A permission not listed for a role is refused.

import type { StaffRole } from './actor.ts'

export const permissions = [
  'see_patients',
  'edit_patients',
  'export_patients',
  'book_visits',
  'answer_messages',
  'see_campaigns',
  'invite_patients',
  'run_campaigns',
  'see_results',
  'enable_recall_types',
  'manage_clinic',
] as const

export type Permission = (typeof permissions)[number]

const everyone: readonly Permission[] = ['see_patients', 'see_campaigns', 'see_results']
const frontDesk: readonly Permission[] = [
  ...everyone,
  'edit_patients',
  // A file leaves the house: who only looks takes none along.
  'export_patients',
  'book_visits',
  'answer_messages',
  // Into a campaign that somebody else looked at and started.
  'invite_patients',
]

const granted: Readonly<Record<StaffRole, readonly Permission[]>> = {
  owner: permissions,
  manager: permissions,
  front_desk: frontDesk,
  clinician: [...frontDesk, 'enable_recall_types'],
  read_only: everyone,
}

export function mayDo(role: StaffRole, permission: Permission): boolean {
  return granted[role].includes(permission)
}
