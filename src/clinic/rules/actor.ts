// Who did a thing. Every audited change names its actor (law 17); a patient acts through a verified link only.

export type Actor =
  | { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly role: StaffRole }
  | { readonly kind: 'patient'; readonly id: string }
  | { readonly kind: 'command_line'; readonly name: string }
  | { readonly kind: 'system'; readonly name: string }

export const staffRoles = ['owner', 'manager', 'front_desk', 'clinician', 'read_only'] as const

export type StaffRole = (typeof staffRoles)[number]
