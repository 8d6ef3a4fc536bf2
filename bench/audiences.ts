import type { AudienceDocument } from '../src/campaigns/rules/audience-document.ts'
import type { Criterion } from '../src/campaigns/rules/criteria/criterion.ts'

// Fifty audiences as clinics ask for them: ten sentences, each for five groups of people.

const groups: readonly (readonly Criterion[])[] = [
  [],
  [{ kind: 'age', from: 30, to: 65 }],
  [
    { kind: 'sex', anyOf: ['female'] },
    { kind: 'age', from: 50 },
  ],
  [{ kind: 'language', anyOf: ['ru', 'ms'] }],
  [{ kind: 'not', of: { kind: 'age', to: 17 } }],
]

const sentences: readonly (readonly Criterion[])[] = [
  [{ kind: 'recall_status', types: ['dental_hygiene'], statuses: ['overdue', 'lapsed'] }],
  [
    { kind: 'last_visit', ago: { unit: 'months', from: 12, to: 18 } },
    { kind: 'next_visit', has: false },
  ],
  [{ kind: 'lapse', bands: ['inactive_12_18', 'inactive_18_24'] }],
  [
    { kind: 'lapse', bands: ['overdue_6_12', 'overdue_12_plus'] },
    { kind: 'channel', anyOf: ['sms'] },
  ],
  [
    { kind: 'visited', within: { unit: 'months', count: 36 } },
    { kind: 'not', of: { kind: 'visited', within: { unit: 'months', count: 12 } } },
  ],
  [
    { kind: 'condition', codes: ['E11'] },
    { kind: 'next_visit', has: false },
  ],
  [{ kind: 'value_percentile', from: 80 }],
  [
    { kind: 'consent', purpose: 'care_recall', channels: ['sms'], anyOf: ['given'] },
    { kind: 'recall_status', types: [], statuses: ['due'] },
  ],
  [
    {
      kind: 'any',
      of: [
        { kind: 'no_shows', atLeast: 1, within: { unit: 'months', count: 24 } },
        { kind: 'cancelled_not_rebooked' },
      ],
    },
  ],
  [
    {
      kind: 'recall_status',
      types: ['annual_wellness', 'chronic_quarterly'],
      statuses: ['overdue', 'lapsed'],
    },
    { kind: 'not', of: { kind: 'recall_status', types: [], statuses: ['booked'] } },
  ],
]

export const typicalAudiences: readonly AudienceDocument[] = sentences.flatMap((sentence) =>
  groups.map((group) => ({
    programme: { kind: 'one_off' },
    criteria: { kind: 'all', of: [...sentence, ...group] },
  })),
)
