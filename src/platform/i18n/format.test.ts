import { describe, expect, it } from 'vitest'
import type { Language } from '../rules/language.ts'
import { formatMessage } from './catalogue.ts'
import { ageOn, formatAge, formatMoney, formatNumber, formatPercent } from './format-number.ts'
import {
  formatDate,
  formatDay,
  formatDueDate,
  formatLongDay,
  formatTime,
  formatWaiting,
  numberedTimes,
  shortDay,
  shortTime,
  when,
} from './format-time.ts'
import { maskEmail, maskPhone } from './mask.ts'
import type { Reading } from './reading.ts'

const now = Temporal.Instant.from('2026-11-20T12:00:00Z')
const readings: Readonly<Record<string, Reading>> = {
  pl: { language: 'pl', country: 'PL', zone: 'Europe/Warsaw' },
  ru: { language: 'ru', country: 'RU', zone: 'Europe/Moscow' },
  ms: { language: 'ms', country: 'MY', zone: 'Asia/Kuala_Lumpur' },
  gb: { language: 'en', country: 'GB', zone: 'Europe/London' },
  us: { language: 'en', country: 'US', zone: 'America/New_York' },
  'en in my': { language: 'en', country: 'MY', zone: 'Asia/Kuala_Lumpur' },
  'en in pl': { language: 'en', country: 'PL', zone: 'Europe/Warsaw' },
}

function reading(name: string): Reading {
  const found = readings[name]
  if (found === undefined) throw new Error(name)
  return found
}

/** The instant at which the reader's own clock shows this. */
function at(name: string, local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(reading(name).zone).toInstant()
}

describe('a day on screen', () => {
  it.each([
    ['pl', 'czw. 26 lis 10:00'],
    ['ru', 'чт 26 нояб. 10:00'],
    ['ms', 'Kha 26 Nov 10.00 pagi'],
    ['gb', 'Thu 26 Nov 10:00'],
    ['us', 'Thu Nov 26 10:00 AM'],
    ['en in my', 'Thu 26 Nov 10:00 am'],
    ['en in pl', 'Thu 26 Nov 10:00'],
  ])('%s: %s', (name, expected) => {
    const moment = at(name, '2026-11-26T10:00')
    expect(formatDay(moment, reading(name), now)).toBe(expected)
    expect(when(moment, reading(name), now)).toEqual({ iso: moment.toString(), text: expected })
  })

  it.each([
    ['pl', 'wt. 16 mar 2027', '16 mar 2027'],
    ['ru', 'вт 16 мар. 2027', '16 мар. 2027'],
    ['ms', 'Sel 16 Mac 2027', '16 Mac 2027'],
    ['gb', 'Tue 16 Mar 2027', '16 Mar 2027'],
    ['us', 'Tue Mar 16, 2027', 'Mar 16, 2027'],
  ])('%s says another year: %s', (name, withWeekday, due) => {
    expect(formatDate(at(name, '2027-03-16T10:00'), reading(name), now)).toBe(withWeekday)
    expect(formatDueDate(Temporal.PlainDate.from('2027-03-16'), reading(name))).toBe(due)
  })

  it.each([
    ['pl', 'wtorek, 16 marca'],
    ['ru', 'вторник, 16 марта'],
    ['ms', 'Selasa, 16 Mac'],
    ['gb', 'Tuesday, 16 March'],
    ['us', 'Tuesday, March 16'],
  ])('%s spells it out: %s', (name, expected) => {
    expect(formatLongDay(at(name, '2027-03-16T10:00'), reading(name))).toBe(expected)
  })

  it('is the reader’s own day, not the day in UTC', () => {
    const late = Temporal.Instant.from('2026-11-26T23:30:00Z')
    expect(formatDay(late, reading('gb'), now)).toBe('Thu 26 Nov 23:30')
    expect(formatDay(late, reading('pl'), now)).toBe('pt. 27 lis 00:30')
  })
})

describe('a time in words', () => {
  it.each([
    ['00:05', '12.05 pagi', '12:05 am'],
    ['09:00', '9.00 pagi', '9:00 am'],
    ['12:15', '12.15 tengah hari', '12:15 pm'],
    ['15:05', '3.05 petang', '3:05 pm'],
    ['19:00', '7.00 malam', '7:00 pm'],
  ])('%s is %s', (clock, malay, english) => {
    expect(formatTime(at('ms', `2026-11-26T${clock}`), reading('ms'))).toBe(malay)
    expect(formatTime(at('en in my', `2026-11-26T${clock}`), reading('en in my'))).toBe(english)
  })
})

describe('day and time in an SMS', () => {
  it.each([
    ['pl', 'wt 16.03', '9:05'],
    ['ru', 'вт 16.03', '9:05'],
    ['ms', 'Sel 16/3', '9.05 pagi'],
    ['gb', 'Tue 16 Mar', '9:05'],
    ['us', 'Tue Mar 16', '9:05 AM'],
  ])('%s: %s %s', (name, day, time) => {
    const moment = at(name, '2027-03-16T09:05')
    expect(shortDay(moment, reading(name))).toBe(day)
    expect(shortTime(moment, reading(name))).toBe(time)
  })

  it('numbers the times on offer', () => {
    const times = [at('pl', '2027-03-16T15:05'), at('pl', '2027-03-17T09:00')]
    expect(numberedTimes(times, reading('pl'))).toBe('1) wt 16.03 15:05, 2) śr 17.03 9:00')
  })
})

describe('waiting', () => {
  it.each([
    [{ seconds: 30 }, '0\u00a0min', '0\u00a0мин'],
    [{ minutes: 18 }, '18\u00a0min', '18\u00a0мин'],
    [{ hours: 3, minutes: 59 }, '3\u00a0h', '3\u00a0ч'],
    [{ hours: 24 }, 'Thu 19 Nov', 'чт 19 нояб.'],
  ])('after %o', (waited, english, russian) => {
    expect(formatWaiting(now.subtract(waited), reading('gb'), now)).toBe(english)
    expect(formatWaiting(now.subtract(waited), reading('ru'), now)).toBe(russian)
  })
})

describe('numbers', () => {
  it.each([
    ['pl', '1204', '12\u00a0345', '61%', '12\u00a0345,60\u00a0zł', 'PLN'],
    ['ru', '1\u00a0204', '12\u00a0345', '61\u00a0%', '12\u00a0345,60\u00a0₽', 'RUB'],
    ['ms', '1,204', '12,345', '61%', 'RM12,345.60', 'MYR'],
    ['gb', '1,204', '12,345', '61%', '£12,345.60', 'GBP'],
    ['us', '1,204', '12,345', '61%', '$12,345.60', 'USD'],
  ])('%s: %s', (name, ...[small, large, share, money, currency]) => {
    expect(formatNumber(1204, reading(name))).toBe(small)
    expect(formatNumber(12345, reading(name))).toBe(large)
    expect(formatPercent(0.6094, reading(name))).toBe(share)
    expect(formatMoney(12345.6, reading(name), { currency, cents: true })).toBe(money)
  })

  it('leaves cents out of headlines', () => {
    expect(formatMoney(12345.6, reading('pl'), { currency: 'PLN', cents: false })).toBe('12\u00a0346\u00a0zł')
  })

  it('counts years on the day', () => {
    const born = Temporal.PlainDate.from('1992-11-21')
    expect(ageOn(born, Temporal.PlainDate.from('2026-11-20'))).toBe(33)
    expect(ageOn(born, Temporal.PlainDate.from('2026-11-21'))).toBe(34)
    expect(formatAge(34, reading('pl'))).toBe('34 lata')
    expect(formatAge(21, reading('ru'))).toBe('21 год')
  })
})

describe('what lists show of an address', () => {
  it.each([
    ['+48512345907', '+48 512 ··· 907'],
    ['+12125550123', '+1 212 ··· 123'],
    ['+60123456789', '+60 123 ··· 789'],
    ['12', '··· 12'],
  ])('%s is %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })

  it('keeps the first letter and the domain of an e-mail address', () => {
    expect(maskEmail('anna.nowak@example.org')).toBe('a···@example.org')
    expect(maskEmail('broken')).toBe('···')
  })
})

describe('a catalogue text', () => {
  const catalogue = {
    en: { found: '{n, plural, one {# patient} other {# patients}}' },
    pl: { found: '{n, plural, one {# pacjent} few {# pacjentów} many {# pacjentów} other {# pacjenta}}' },
    ru: {
      found:
        '{n, plural, one {Найден # пациент} few {Найдено # пациента} many {Найдено # пациентов} other {Найдено # пациента}}',
    },
    ms: { found: '{n, plural, other {# orang pesakit}}' },
  }

  it.each<[Language, number, string]>([
    ['en', 1, '1 patient'],
    ['pl', 22, '22 pacjentów'],
    ['pl', 1.5, '1,5 pacjenta'],
    ['ru', 21, 'Найден 21 пациент'],
    ['ru', 12, 'Найдено 12 пациентов'],
    ['ms', 3, '3 orang pesakit'],
  ])('%s takes the form of %d', (language, n, expected) => {
    expect(formatMessage({ catalogue, language }, 'found', { n })).toBe(expected)
  })
})
