import type { Presence } from '../../../src/clinic/contract.ts'
import { get } from '../api/client.ts'
import { signedOutBy, tellSignedOut } from '../api/signed-out.ts'
import { IdleWatch } from './idle-watch.ts'

/** The one watch of this tab; it runs while the shell is on screen. */
export const idleWatch = new IdleWatch({
  ask: async () => get<Presence>('/api/session/presence'),
  onEnd: (error) => tellSignedOut(signedOutBy(error) ?? 'idle'),
})
