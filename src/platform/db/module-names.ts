/** The order of the house (law 1): a module knows only what stands left of it. */
export const moduleOrder = [
  'platform',
  'clinic',
  'patients',
  'scheduling',
  'recall',
  'outreach',
  'campaigns',
  'conversations',
  'calls',
  'experience',
  'programmes',
  'insights',
  'integrations',
  'simulation',
  'main',
] as const

export type ModuleName = (typeof moduleOrder)[number]

type UpTo<Name extends ModuleName, Order extends readonly string[]> = Order extends readonly [
  ...infer Before extends readonly string[],
  infer Last,
]
  ? Last extends Name
    ? Order[number]
    : UpTo<Name, Before>
  : never

/** The module itself and everything left of it. */
export type AtOrBelow<Name extends ModuleName> = Extract<UpTo<Name, typeof moduleOrder>, ModuleName>
