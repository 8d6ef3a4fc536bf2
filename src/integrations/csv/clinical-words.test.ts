import { describe, expect, it } from 'vitest'
import { planItemStateOf, planStatusOf, resultStatusOf } from './clinical-words.ts'

describe('words of a status', () => {
  it.each([
    ['final', 'final'],
    ['Zatwierdzony', 'final'],
    ['готов', 'final'],
    ['muktamad', 'final'],
    ['wstępny', 'preliminary'],
    ['исправлен', 'corrected'],
    ['w toku', 'registered'],
    ['Dibatalkan', 'cancelled'],
    ['entered-in-error', 'entered-in-error'],
    ['unknown', 'unknown'],
    ['sort of', null],
  ])('of a result: %s is %s', (word, status) => {
    expect(resultStatusOf(word)).toBe(status)
  })

  it.each([
    ['Active', 'active'],
    ['в работе', 'active'],
    ['zaplanowany', 'active'],
    ['Wstrzymany', 'on-hold'],
    ['zakończony', 'completed'],
    ['selesai', 'completed'],
    ['отменён', 'revoked'],
    ['rezygnacja', 'revoked'],
    ['черновик', 'draft'],
    ['inactive', null],
  ])('of a plan: %s is %s', (word, status) => {
    expect(planStatusOf(word)).toBe(status)
  })

  it.each([
    ['TP', 'open'],
    ['planned', 'open'],
    ['do wykonania', 'open'],
    ['не начато', 'open'],
    ['belum siap', 'open'],
    ['C', 'done'],
    ['wykonane', 'done'],
    ['сделано', 'done'],
    ['Not done', 'cancelled'],
    ['отказ пациента', 'cancelled'],
    ['niewykonane', null],
  ])('of a thing that is planned: %s is %s', (word, state) => {
    expect(planItemStateOf(word)).toBe(state)
  })
})
