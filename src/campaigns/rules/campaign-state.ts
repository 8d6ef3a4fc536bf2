// Which state a campaign may go to, and why a button is disabled. A campaign that ended stays ended.

export const campaignStates = ['draft', 'running', 'paused', 'ended'] as const
export type CampaignState = (typeof campaignStates)[number]

export const campaignVerbs = ['start', 'pause', 'end'] as const
export type CampaignVerb = (typeof campaignVerbs)[number]

const moves: Readonly<
  Record<
    CampaignVerb,
    { readonly from: readonly CampaignState[]; readonly to: 'running' | 'paused' | 'ended' }
  >
> = {
  start: { from: ['draft', 'paused'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  end: { from: ['running', 'paused'], to: 'ended' },
}

/** Where the verb leads from this state; null: not from here. */
export function stateAfter(verb: CampaignVerb, state: CampaignState): 'running' | 'paused' | 'ended' | null {
  const move = moves[verb]
  return move.from.includes(state) ? move.to : null
}
