import { describe, expect, it } from 'vitest'
import { type AppointmentState, canBecome } from './appointment-state.ts'

const states: readonly AppointmentState[] = ['held', 'booked', 'fulfilled', 'cancelled', 'no_show', 'expired']
const reachable = (from: AppointmentState) => states.filter((to) => canBecome(from, to))

describe('an appointment', () => {
  it.each([
    ['held', ['booked', 'cancelled', 'expired']],
    ['booked', ['fulfilled', 'cancelled', 'no_show']],
    ['fulfilled', []],
    ['cancelled', []],
    ['no_show', []],
    ['expired', []],
  ] as const)('that is %s may become %j', (from, to) => {
    expect(reachable(from)).toEqual(states.filter((state) => to.some((one) => one === state)))
  })
})
