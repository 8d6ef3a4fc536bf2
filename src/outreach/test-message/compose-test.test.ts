import { expect, it } from 'vitest'
import { languages } from '../../platform/rules/language.ts'
import { smsParts } from '../rules/sms-segments.ts'
import { composeTest } from './compose-test.ts'

it.each(languages)('a test by SMS in %s is one part, however long the name of the clinic', (language) => {
  for (const clinic of ['Klinika Klonowa', 'Клиника «Здоровье»', 'Ł'.repeat(160)]) {
    const { body, subject } = composeTest('sms', language, clinic)
    expect(smsParts(body).parts).toHaveLength(1)
    expect(subject).toBeNull()
  }
  expect(composeTest('sms', language, 'Klonowa').body).toContain('Klonowa')
  expect(composeTest('email', language, 'Klonowa').subject).toContain('Klonowa')
})
