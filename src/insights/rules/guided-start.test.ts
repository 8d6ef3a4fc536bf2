import { describe, expect, it } from 'vitest'
import { judgeStart, type StartFacts, type StartStep } from './guided-start.ts'

const finished: StartFacts = {
  hasPatients: true,
  hasVisits: true,
  hasConsent: true,
  audit: 'measured',
  questionsOpen: 0,
  typesOn: 4,
  typesWithoutService: 0,
  hasServices: true,
  hasHours: true,
  accounts: 1,
  realAccounts: 1,
  linksOpen: true,
  hasSent: true,
  campaigns: 1,
  campaignsStarted: 1,
}

const begun: StartFacts = {
  hasPatients: false,
  hasVisits: false,
  hasConsent: false,
  audit: 'none',
  questionsOpen: 5,
  typesOn: 0,
  typesWithoutService: 0,
  hasServices: false,
  hasHours: false,
  accounts: 0,
  realAccounts: 0,
  linksOpen: false,
  hasSent: false,
  campaigns: 0,
  campaignsStarted: 0,
}

const stepOf = (facts: Partial<StartFacts>, step: StartStep) =>
  judgeStart({ ...finished, ...facts }).find((one) => one.step === step)

describe('the guided start', () => {
  it('has three steps for now and the others for later', () => {
    expect(judgeStart(begun).map(({ step, place }) => [step, place])).toEqual([
      ['records', 'now'],
      ['audit', 'now'],
      ['types', 'now'],
      ['hours', 'later'],
      ['channels', 'later'],
      ['campaign', 'later'],
    ])
  })

  it('moves on with the facts, whatever was done first', () => {
    const places = judgeStart({
      ...begun,
      hasPatients: true,
      hasVisits: true,
      hasServices: true,
      hasHours: true,
    })
    expect(places.map(({ place }) => place)).toEqual(['done', 'now', 'now', 'done', 'now', 'later'])
  })

  it('is finished when nothing is missing; a fact that goes away opens its step again', () => {
    expect(new Set(judgeStart(finished).map(({ place }) => place))).toEqual(new Set(['done']))
    expect(stepOf({ typesOn: 0 }, 'types')?.place).toBe('now')
  })

  it.each([
    [{ hasPatients: false, hasVisits: false, hasConsent: false }, 'records', ['no_patients']],
    [{ hasVisits: false, hasConsent: false }, 'records', ['no_visits', 'no_consent']],
    [{ audit: 'none' }, 'audit', ['not_measured']],
    [{ audit: 'under_way', questionsOpen: 2 }, 'audit', ['being_measured', 'questions_open']],
    [{ typesOn: 0 }, 'types', ['no_type']],
    [{ hasServices: false, typesWithoutService: 4 }, 'hours', ['no_services']],
    [{ hasHours: false, typesWithoutService: 1 }, 'hours', ['no_hours', 'types_without_service']],
    [{ accounts: 0, realAccounts: 0, hasSent: false }, 'channels', ['no_account']],
    [{ realAccounts: 0, hasSent: false, linksOpen: false }, 'channels', ['only_loopback']],
    [{ hasSent: false, linksOpen: false }, 'channels', ['links_open_nowhere', 'nothing_sent']],
    [{ campaigns: 0, campaignsStarted: 0 }, 'campaign', ['no_campaign']],
    [{ campaignsStarted: 0 }, 'campaign', ['not_started']],
  ] as const)('with %o, %s is not done: %o', (facts, step, gaps) => {
    const judged = stepOf(facts, step)
    expect(judged?.place).toBe('now')
    expect(judged?.gaps.map(({ what }) => what)).toEqual(gaps)
  })

  it('advice holds no step back', () => {
    expect(stepOf({ hasConsent: false }, 'records')).toEqual({
      step: 'records',
      place: 'done',
      gaps: [{ what: 'no_consent', count: null, isAdvice: true }],
    })
  })
})
