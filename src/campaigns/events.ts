import type { DomainEvent } from '../platform/events/domain-event.ts'

export interface CampaignStateChanged extends DomainEvent {
  readonly type: 'campaign.state_changed'
  readonly campaignId: string
  readonly state: 'running' | 'paused' | 'ended'
}
