import { formatMoney, formatNumber, formatPercent } from '../../platform/i18n/format-number.ts'
import { formatDueDate } from '../../platform/i18n/format-time.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { Audit } from '../contract/audit.ts'
import type { DataLevel } from '../rules/audit-data.ts'
import type { Range, ShareVerdict } from '../rules/audit-figures.ts'
import { auditWords } from './audit-words.ts'
import { quarterName } from './quarter-name.ts'

interface Sheet {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Parts of the width; 0: as wide as what stands in it. */
  readonly widths: readonly number[]
  /** Columns of numbers, which are flush right. */
  readonly numbers: readonly number[]
}

interface Section {
  readonly title: string
  readonly lead: string
  readonly sheets: readonly Sheet[]
  readonly note: string
}

// Read without colour: the shape says it, and the word beside it.
const levelShapes: Readonly<Record<DataLevel, string>> = { enough: '●', thin: '◐', missing: '○' }
const verdictShapes: Readonly<Record<ShareVerdict, string>> = {
  below: '▼',
  within: '◆',
  above: '▲',
  too_few: '·',
  no_benchmark: '·',
}

/** The audit as audit.typ prints it: every text finished in the reader's language. */
export function layOutAudit(audit: Audit, reading: Reading) {
  const page = new AuditPage(audit, reading)
  return {
    language: reading.language,
    title: page.say('title'),
    clinic: audit.clinic.name,
    day: formatDueDate(
      Temporal.Instant.from(audit.asOf).toZonedDateTimeISO(reading.zone).toPlainDate(),
      reading,
    ),
    page: page.say('page'),
    of: page.say('of'),
    sections: [page.recalled(), page.gain(), page.lapsed(), page.data(), page.questions()],
  }
}

class AuditPage {
  readonly say: ReturnType<typeof auditWords>
  readonly #audit: Audit
  readonly #reading: Reading

  constructor(audit: Audit, reading: Reading) {
    this.#audit = audit
    this.#reading = reading
    this.say = auditWords(reading.language)
  }

  recalled(): Section {
    const { from, to, people, types } = this.#audit.recalled
    const lead = this.say('recalled.lead', {
      from: this.#day(from),
      to: this.#day(to),
      due: this.#number(people.due),
      returned: this.#number(people.returned),
      share: people.share === null ? this.say('few') : formatPercent(people.share, this.#reading),
      late: this.#number(people.late),
    })
    if (types.length === 0)
      return { title: this.say('recalled.title'), lead: this.say('recalled.nobody'), sheets: [], note: '' }
    const sheet: Sheet = {
      head: [
        this.say('recalled.type'),
        this.say('recalled.due'),
        this.say('recalled.came'),
        this.say('recalled.share'),
        this.say('recalled.benchmark'),
        '',
      ],
      rows: types.map((type) => [
        `${type.names[this.#reading.language]}${type.isEnabled ? '' : ' *'}`,
        this.#number(type.due),
        this.#number(type.returned),
        type.share === null ? '–' : formatPercent(type.share, this.#reading),
        type.benchmark === null
          ? '–'
          : `${Math.round(type.benchmark.low * 100)}–${formatPercent(type.benchmark.high, this.#reading)}`,
        `${verdictShapes[type.verdict]} ${this.say(`verdict.${type.verdict}`)}`,
      ]),
      widths: [3, 0, 0, 0, 0, 2],
      numbers: [1, 2, 3, 4],
    }
    return { title: this.say('recalled.title'), lead, sheets: [sheet], note: this.say('recalled.note') }
  }

  gain(): Section {
    const { steps, visitValueFrom, visitValueMinor } = this.#audit.gain
    const title = this.say('gain.title')
    if (steps.length === 0) return { title, lead: this.say('gain.few'), sheets: [], note: '' }
    const span = ({ low, high }: Range, text: (one: number) => string) => `${text(low)} – ${text(high)}`
    const sheet: Sheet = {
      head: ['', this.say('gain.visits'), this.say('gain.money')],
      rows: steps.map(({ points, visits, moneyMinor }) => [
        this.say('gain.points', { points }),
        span(visits, (one) => this.#number(one)),
        moneyMinor === null ? this.say('notKnown') : span(moneyMinor, (one) => this.#money(one)),
      ]),
      widths: [1, 1, 1],
      numbers: [1, 2],
    }
    const note = this.say(`gain.from.${visitValueFrom}`, { money: this.#money(visitValueMinor) })
    return { title, lead: '', sheets: [sheet], note }
  }

  lapsed(): Section {
    const { patients, withoutValue, byAway, byOverdue, byDefinition, byQuarter } = this.#audit.lapsed
    const patientsWord = this.say('lapsed.patients')
    const yearly = this.say('lapsed.yearly')
    const bands: Sheet = {
      head: [this.say('lapsed.group'), patientsWord, yearly],
      rows: [...byAway, ...byOverdue].map((row) => [
        this.say(`band.${row.band}`),
        this.#number(row.patients),
        row.patients === 0 ? '–' : this.#money(row.yearlyMinor),
      ]),
      widths: [1, 0, 0],
      numbers: [1, 2],
    }
    const definitions: Sheet = {
      head: [this.say('lapsed.definition'), patientsWord],
      rows: byDefinition.map((row) => [row.names[this.#reading.language], this.#number(row.patients)]),
      widths: [1, 0],
      numbers: [1],
    }
    const quarters: Sheet = {
      head: [this.say('lapsed.quarter'), patientsWord, yearly],
      rows: (byQuarter ?? []).map((row) => [
        quarterName(row.fromMinor, this.#reading, this.#audit.clinic.currency),
        this.#number(row.patients),
        row.patients === 0 ? '–' : this.#money(row.yearlyMinor),
      ]),
      widths: [1, 0, 0],
      numbers: [1, 2],
    }
    return {
      title: this.say('lapsed.title'),
      lead: this.say('lapsed.lead', {
        patients: this.#number(patients),
        without: this.#number(withoutValue),
      }),
      sheets: [bands, definitions, ...(byQuarter === null ? [] : [quarters])],
      note: '',
    }
  }

  data(): Section {
    const sheet: Sheet = {
      head: [this.say('data.what'), this.say('data.count'), '', this.say('data.todo')],
      rows: this.#audit.data.map(({ kind, level, count, of }) => [
        this.say(`data.${kind}`),
        of === null
          ? this.#number(count)
          : this.say('data.countOf', { count: this.#number(count), of: this.#number(of) }),
        `${levelShapes[level]} ${this.say(`level.${level}`)}`,
        level === 'enough' ? '' : this.say(`todo.${kind}`),
      ]),
      widths: [4, 0, 0, 6],
      numbers: [1],
    }
    return { title: this.say('data.title'), lead: '', sheets: [sheet], note: '' }
  }

  questions(): Section {
    const sheet: Sheet = {
      head: [],
      rows: this.#audit.answers.map(({ question, answer }) => [
        this.say(`question.${question}`),
        answer === null ? this.say('question.open') : `${answer.text} (${answer.by})`,
      ]),
      widths: [2, 3],
      numbers: [],
    }
    return { title: this.say('questions.title'), lead: '', sheets: [sheet], note: '' }
  }

  #number(value: number): string {
    return formatNumber(value, this.#reading)
  }

  #money(minor: number | null): string {
    if (minor === null) return this.say('notKnown')
    return formatMoney(minor / 100, this.#reading, { currency: this.#audit.clinic.currency, cents: false })
  }

  #day(iso: string): string {
    return formatDueDate(Temporal.PlainDate.from(iso), this.#reading)
  }
}
