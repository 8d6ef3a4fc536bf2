/** What an open prompt lets the patient answer: digit or word -> what it does. Meaning belongs to conversations. */
export interface PromptPlan {
  readonly kind: 'offer' | 'confirm' | 'call_back' | 'which_one' | 'not_now'
  readonly options: Readonly<Record<string, PromptAction>>
  /** Minutes that the answers stay valid after sending. */
  readonly minutes: number
}

export type PromptAction =
  | {
      readonly action: 'book'
      readonly serviceId: string | null
      readonly resourceId: string
      readonly startsAt: string
      readonly endsAt: string
    }
  | { readonly action: 'offer_times' }
  | { readonly action: 'call_back' }
  | { readonly action: 'not_now' }
  | { readonly action: 'confirm' | 'move' | 'cancel'; readonly appointmentId: string }
  | { readonly action: 'opt_out' }
  | { readonly action: 'nothing' }
