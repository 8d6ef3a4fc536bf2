import type { Audit, AuditQuestion } from '../../insights/contract/audit.ts'
import type { DataKind } from '../../insights/rules/audit-data.ts'
import { asTable } from './output.ts'

/** The audit for people at a terminal. */
export function auditText(audit: Audit): string {
  const { clinic, recalled, lapsed, gain, data, answers } = audit
  const money = (minor: number | null): string =>
    minor === null ? 'not known' : `${Math.round(minor / 100)} ${clinic.currency}`
  return [
    `${clinic.name}: audit of today's situation, as of ${audit.asOf}`,
    '',
    `Patients due from ${recalled.from} to ${recalled.to}: ${recalled.people.due}; came again within 3 months of the due date: ${recalled.people.returned}${percent(recalled.people.share)}; later: ${recalled.people.late}.`,
    '',
    ...(recalled.types.length === 0
      ? ['Nobody was due for any recall type then: there is nothing to compare.']
      : [recalledTable(recalled.types), 'Benchmarks are claims of the recall programme, not measurements.']),
    '',
    `Lapsed: ${lapsed.patients} patients (${lapsed.withoutValue} of them without a value on record). One patient may be both away and overdue.`,
    asTable(
      ['lapsed', 'patients', 'brought a year'],
      [...lapsed.byAway, ...lapsed.byOverdue].map(({ band, patients, yearlyMinor }) => [
        bandWords[band],
        String(patients),
        money(yearlyMinor),
      ]),
    ),
    '',
    asTable(
      ['by definition', 'patients'],
      lapsed.byDefinition.map(({ names, patients }) => [names.en, String(patients)]),
    ),
    '',
    ...(lapsed.byQuarter === null
      ? ['By value: fewer than 30 patients have a value on record.']
      : [
          asTable(
            ['lapsed, by quarter of value', 'patients', 'brought a year'],
            lapsed.byQuarter.map(({ fromMinor, patients, yearlyMinor }) => [
              fromMinor === null ? 'lowest' : `from ${money(fromMinor)} a year`,
              String(patients),
              money(yearlyMinor),
            ]),
          ),
        ]),
    '',
    ...gainLines(gain, money),
    '',
    asTable(
      ['data', 'on record', 'enough?', 'what to do'],
      data.map(({ kind, level, count, of }) => [
        dataWords[kind].what,
        of === null ? String(count) : `${count} of ${of}`,
        level,
        level === 'enough' ? '' : dataWords[kind].todo,
      ]),
    ),
    '',
    ...answers.map(({ question, answer }) =>
      answer === null
        ? `${questionWords[question]} Not answered: kembali audit answer ${question} "…" --by NAME`
        : `${questionWords[question]} ${answer.text} (${answer.by}, ${answer.at})`,
    ),
  ].join('\n')
}

function recalledTable(types: Audit['recalled']['types']): string {
  return asTable(
    ['recall type', 'due', 'came', 'share', 'benchmark', '', 'enabled'],
    types.map(({ names, due, returned, share, benchmark, verdict, isEnabled }) => [
      names.en,
      String(due),
      String(returned),
      share === null ? 'too few' : `${Math.round(share * 100)} %`,
      benchmark === null ? '' : `${Math.round(benchmark.low * 100)}–${Math.round(benchmark.high * 100)} %`,
      verdict.replaceAll('_', ' '),
      isEnabled ? 'yes' : 'no',
    ]),
  )
}

function gainLines(gain: Audit['gain'], money: (minor: number | null) => string): readonly string[] {
  if (gain.steps.length === 0) return ['What more recall would bring: too few were due to say.']
  const value = {
    visits: `${money(gain.visitValueMinor)} a visit, the mean of the last two years`,
    clinic: `${money(gain.visitValueMinor)} a visit, as the clinic says`,
    not_known:
      'value of a visit not known: import visits with their value, or say it with "kembali audit visit-value 200 --by NAME"',
  }[gain.visitValueFrom]
  return [
    `What more recall would bring in a year, not a promise (${value}):`,
    ...gain.steps.map(
      ({ points, visits, moneyMinor }) =>
        `  +${points} points: ${visits.low} to ${visits.high} visits${moneyMinor === null ? '' : `, ${money(moneyMinor.low)} to ${money(moneyMinor.high)}`}`,
    ),
    'The lower figure leaves out those who come late anyway.',
  ]
}

function percent(share: number | null): string {
  return share === null ? ' (too few for a share)' : ` (${Math.round(share * 100)} %)`
}

type Band = Audit['lapsed']['byAway'][number]['band'] | Audit['lapsed']['byOverdue'][number]['band']

const bandWords: Readonly<Record<Band, string>> = {
  away_12_18: 'away 12 to 18 months',
  away_18_24: 'away 18 to 24 months',
  away_24_36: 'away 24 to 36 months',
  away_36_plus: 'away 36 months and more: rarely return',
  overdue_3_6: 'overdue 3 to 6 months',
  overdue_6_12: 'overdue 6 to 12 months',
  overdue_12_plus: 'overdue 12 months and more',
}

const dataWords: Readonly<Record<DataKind, { readonly what: string; readonly todo: string }>> = {
  history: {
    what: 'months of history',
    todo: 'import older visits: a look back needs 24 months',
  },
  birth_date: {
    what: 'patients with a birth date',
    todo: 'export birth dates: many recall types have an age',
  },
  reachable: { what: 'patients with a phone or e-mail', todo: 'ask at the desk: others cannot be reached' },
  consent: {
    what: 'patients with consent to recall',
    todo: 'import consents or ask: where one is needed, no message goes out without',
  },
  visit_kind: { what: 'visits with a kind', todo: 'export the kind of visit: it decides what is due' },
  visit_value: { what: 'visits with a value', todo: 'export what was charged: money is worked out from it' },
  last_visit: { what: 'patients with a visit', todo: 'import their visits: nothing is known of the others' },
  duplicates: {
    what: 'duplicates suspected',
    todo: 'look at "kembali duplicates list": one person twice is counted twice',
  },
  types_too_few: { what: 'recall types with 30 due', todo: 'the others show counts only' },
}

const questionWords: Readonly<Record<AuditQuestion, string>> = {
  who: 'Who recalls patients today?',
  how: 'How are they reached?',
  how_often: 'How often?',
  technology: 'With which technology?',
  no_answer: 'What happens when a patient does not answer?',
}
