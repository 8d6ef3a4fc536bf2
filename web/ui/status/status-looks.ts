import type { Hue, Shape } from './StatusShape.tsx'

// The nine meanings a state can have on screen. Shape and word carry it; the hue only helps.
export const statusLooks = {
  waiting: { shape: 'ring', hue: 'quiet' },
  planned: { shape: 'ring', hue: 'info' },
  running: { shape: 'half', hue: 'info' },
  attention: { shape: 'triangle', hue: 'warn' },
  urgent: { shape: 'diamond', hue: 'bad' },
  done: { shape: 'check', hue: 'ok' },
  failed: { shape: 'cross', hue: 'bad' },
  withheld: { shape: 'slash', hue: 'quiet' },
  paused: { shape: 'pause', hue: 'quiet' },
  conditional: { shape: 'dashed', hue: 'quiet' },
} as const satisfies Record<string, { shape: Shape; hue: Hue }>

export type StatusLook = keyof typeof statusLooks
