import { formatMoney } from '../../platform/i18n/format-number.ts'
import { formatDueDate, when } from '../../platform/i18n/format-time.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { Audit } from '../contract/audit.ts'
import type { AuditPage, ShownAudit } from '../contract/audit-page.ts'
import { auditWords } from './audit-words.ts'
import { quarterName } from './quarter-name.ts'

/** The audit with the words of the printed one, so that page and paper say the same. */
export function presentAudit(audit: Audit, reading: Reading, now: Temporal.Instant): ShownAudit {
  const say = auditWords(reading.language)
  const { recalled, lapsed, gain, data } = audit
  const banded = ({ band, ...row }: Audit['lapsed']['byAway' | 'byOverdue'][number]) => ({
    ...row,
    name: say(`band.${band}`),
  })
  return {
    asOf: when(Temporal.Instant.from(audit.asOf), reading, now),
    recalled: {
      from: dayOf(recalled.from, reading),
      to: dayOf(recalled.to, reading),
      people: recalled.people,
      types: recalled.types.map(({ names, ...type }) => ({
        ...type,
        name: names[reading.language],
        word: say(`verdict.${type.verdict}`),
      })),
    },
    lapsed: {
      patients: lapsed.patients,
      withoutValue: lapsed.withoutValue,
      byAway: lapsed.byAway.map(banded),
      byOverdue: lapsed.byOverdue.map(banded),
      byDefinition: lapsed.byDefinition.map(({ names, patients }) => ({
        name: names[reading.language],
        patients,
      })),
      byQuarter:
        lapsed.byQuarter?.map(({ fromMinor, ...row }) => ({
          ...row,
          name: quarterName(fromMinor, reading, audit.clinic.currency),
        })) ?? null,
    },
    gain: { ...gain, note: gainNote(audit, reading) },
    data: data.map((finding) => ({
      ...finding,
      name: say(`data.${finding.kind}`),
      word: say(`level.${finding.level}`),
      todo: finding.level === 'enough' ? null : say(`todo.${finding.kind}`),
    })),
  }
}

/** The five questions with the newest answer of each. */
export function presentQuestions(
  answers: Audit['answers'],
  reading: Reading,
  now: Temporal.Instant,
): AuditPage['questions'] {
  const say = auditWords(reading.language)
  return answers.map(({ question, answer }) => ({
    question,
    text: say(`question.${question}`),
    answer: answer === null ? null : { ...answer, at: when(Temporal.Instant.from(answer.at), reading, now) },
  }))
}

function gainNote({ gain, clinic }: Audit, reading: Reading): string {
  const say = auditWords(reading.language)
  if (gain.steps.length === 0) return say('gain.few')
  const { visitValueFrom, visitValueMinor } = gain
  if (visitValueMinor === null) return say('gain.from.not_known')
  const money = formatMoney(visitValueMinor / 100, reading, { currency: clinic.currency, cents: false })
  return say(`gain.from.${visitValueFrom}`, { money })
}

function dayOf(iso: string, reading: Reading): string {
  return formatDueDate(Temporal.PlainDate.from(iso), reading)
}
