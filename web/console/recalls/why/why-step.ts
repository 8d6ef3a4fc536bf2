import type { StatusLook } from '../../../ui/status/status-looks.ts'

/** A step without an id: its place in the list is its name. */
export interface WhyStep {
  readonly look: StatusLook
  readonly text: string
  readonly small?: string | undefined
}
