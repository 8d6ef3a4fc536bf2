import type { InvitationCount } from '../../../src/campaigns/contract/invitations.ts'
import type { MessageKey } from '../messages/keys.ts'

/** Why somebody is not invited; what the gate would say is said in its words. */
export const notInvitedWords: Readonly<Record<InvitationCount['notInvited'][number]['reason'], MessageKey>> =
  {
    deceased: 'states.reasonDeceased',
    merged: 'states.reasonMerged',
    left_clinic: 'states.reasonLeftClinic',
    nothing_due: 'invite.nothingDue',
    paused: 'invite.paused',
    other_recall_type: 'invite.otherRecallType',
    other_age: 'invite.otherAge',
    other_time_away: 'invite.otherTimeAway',
    other_criteria: 'invite.otherCriteria',
    already_in: 'invite.alreadyIn',
    held_out: 'invite.heldOutHere',
    held_out_elsewhere: 'invite.heldOutElsewhere',
    visit_ahead: 'states.reasonVisitAhead',
    in_a_campaign: 'invite.inACampaign',
    no_contact_wanted: 'states.reasonNoContactWanted',
    no_contact: 'invite.noContact',
    opted_out: 'states.reasonOptedOut',
    purpose_not_allowed: 'states.reasonPurposeNotAllowed',
    consent_expired: 'states.reasonConsentExpired',
    no_consent: 'states.reasonNoConsent',
    cap_reached: 'states.reasonCapReached',
    nothing_to_send: 'invite.nothingToSend',
  }
