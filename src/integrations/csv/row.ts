import { hash } from 'node:crypto'
import type { ImportRecord, ReadUnit } from '../import/source.ts'
import { cleanText, longestName, shortText } from '../import/values.ts'
import { type DateReading, isNoDate, readDay, readMoment, readTime } from './dates.ts'
import type { ColumnUse } from './mapping.ts'
import { readNumber } from './numbers.ts'

export interface RowContext {
  /** ISO 3166 alpha-2: what a phone number without a country code means. */
  readonly country: string
  readonly dates: DateReading
  /** Fields that name a row without an id; null: the usual ones of its kind. */
  readonly key: readonly string[] | null
  /** ISO 8601 in UTC. */
  readonly now: string
}

export type RowReader = (row: Row) => readonly ImportRecord[]

/** One row at a time, by field; it remembers what was left out. */
export class Row {
  readonly context: RowContext
  readonly #columns: ReadonlyMap<string, readonly ColumnUse[]>
  #cells: readonly string[] = []
  refusals: ReadUnit['refusals'][number][] = []

  constructor(context: RowContext, uses: readonly ColumnUse[]) {
    this.context = context
    this.#columns = Map.groupBy(uses, (use) => use.field)
  }

  load(cells: readonly string[]): void {
    this.#cells = cells
    this.refusals = []
  }

  columns(field: string): readonly ColumnUse[] {
    return this.#columns.get(field) ?? []
  }

  has(field: string): boolean {
    return this.#columns.has(field)
  }

  /** What a cell says, put into our words where the mapping has some for it. */
  cell(use: ColumnUse): string | null {
    const text = cleanText(this.#cells[use.at] ?? '')
    return text === null ? null : (use.values.get(text) ?? text)
  }

  /** The first column of the field that says something. */
  text(field: string): string | null {
    const columns = this.#columns.get(field)
    if (columns === undefined) return null
    for (const use of columns) {
      const text = this.cell(use)
      if (text !== null && text !== '') return text
    }
    return null
  }

  /** An id or code: one that is too long to be one is left out. */
  id(field: string): string | null {
    const text = this.text(field)
    return text === null ? null : (shortText(text) ?? this.refuse(field, 'longer than 200 characters'))
  }

  /** Refusals name the column as the file does, and never what is in it. */
  refuse(field: string, reason: string): null {
    this.refusals.push({ field: this.#columns.get(field)?.[0]?.header ?? field, reason })
    return null
  }

  /** The whole row is left out. */
  refuseRow(field: string | null, reason: string): readonly ImportRecord[] {
    this.refusals = []
    if (field === null) this.refusals.push({ field, reason })
    else this.refuse(field, reason)
    return []
  }

  day(field: string): string | null {
    const text = this.text(field)
    if (text === null || isNoDate(text)) return null
    return readDay(text, this.context.dates) ?? this.refuse(field, this.#notADate('date'))
  }

  /** An instant; a separate column may hold the time of day. */
  moment(field: string, timeField?: string): string | null {
    const text = this.text(field)
    if (text === null || isNoDate(text)) return null
    const moment = readMoment(text, this.context.dates)
    if (moment === null) return this.refuse(field, this.#notADate('date and time'))
    const clock = moment.hasTime || timeField === undefined ? null : this.text(timeField)
    if (clock === null || timeField === undefined) return moment.instant
    const day = readDay(text, this.context.dates)
    const time = readTime(clock)
    if (time === null || day === null) return this.refuse(timeField, 'not a time of day')
    return this.context.dates.zone.instant(day, time)
  }

  /** A number of minor units of money, from "1 234,50" or "1,234.50". */
  money(field: string): number | null {
    const text = this.text(field)
    if (text === null) return null
    const digits = text.replace(/[^\d.,-]/g, '').replace(/[.,](?=\d{3}(\D|$))/g, '')
    const amount = Math.round(Number(digits.replace(',', '.')) * 100)
    const isMoney = digits !== '' && Number.isSafeInteger(amount) && Math.abs(amount) < 2_000_000_000
    return isMoney ? amount : this.refuse(field, 'not an amount')
  }

  /** A figure, written as the clinic's country does. */
  number(field: string): number | null {
    const text = this.text(field)
    if (text === null) return null
    return readNumber(text, this.context.country) ?? this.refuse(field, 'not a number')
  }

  minutes(field: string): number | null {
    const text = this.text(field)
    if (text === null) return null
    const minutes = Number(/^\d{1,4}/.exec(text)?.[0] ?? Number.NaN)
    return minutes >= 1 && minutes <= 24 * 60 ? minutes : this.refuse(field, 'not a number of minutes')
  }

  /** A name for a row that has no id, from what it says; null: some of it is missing. */
  keyOf(parts: readonly (string | null)[]): string | null {
    if (parts.some((part) => part === null || part === '')) return null
    const text = parts.map((part) => part?.toLowerCase().replace(/\s+/g, ' ') ?? '').join('|')
    return `key:${hash('md5', text, 'base64url')}`
  }

  /** The person a row is about, where it names no id: by name and birth date, or by the columns the mapping lists. */
  personKey(): string | null {
    const fields = this.context.key ?? ['fullName', 'birthDate']
    return this.keyOf(fields.map((field) => this.#keyPart(field)))
  }

  #keyPart(field: string): string | null {
    if (field === 'fullName') return this.personName()
    return field === 'birthDate' ? this.day(field) : this.text(field)
  }

  /** The name in one order, whether it stands in one column or in two. */
  personName(): string | null {
    const parts = [this.text('givenName'), this.text('middleName'), this.text('familyName')]
    const told = parts.filter((part) => part !== null)
    const name = told.length === 0 ? this.text('fullName') : told.join(' ')
    return name?.slice(0, longestName).toWellFormed() ?? null
  }

  #notADate(what: string): string {
    const orders = { dmy: 'day, month, year', mdy: 'month, day, year', ymd: 'year, month, day' }
    return `not a ${what}, or not in the order ${orders[this.context.dates.order]}`
  }
}
