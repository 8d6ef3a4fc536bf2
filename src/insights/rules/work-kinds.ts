// What may need a person, and the one thing to do about it. Nothing is here that runs by itself.

export const workKinds = [
  'thread',
  'refused',
  'unanswered',
  'uncancelled',
  'copied',
  'unconfirmed',
  'uncertain',
] as const
export type WorkKind = (typeof workKinds)[number]

export const workActions = ['call', 'reply', 'choose_time', 'check'] as const
export type WorkAction = (typeof workActions)[number]
