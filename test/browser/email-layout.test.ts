import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { renderEmail } from '../../src/outreach/channels/smtp/layout.ts'
import { openPage } from '../support/browser.ts'

const contents = {
  pl: {
    language: 'pl',
    clinicName: 'Klinika Lipa',
    subject: 'Termin kontroli',
    paragraphs: ['Dzień dobry,', 'zbliża się termin regularnej kontroli. Można wybrać dogodny czas.'],
    button: { label: 'Wybierz termin', url: 'https://lipa.example/t/1' },
    footer: ['ul. Lipowa 1, 31-001 Kraków', 'tel. 12 345 67 89'],
    unsubscribe: { label: 'Rezygnacja z wiadomości', url: 'https://lipa.example/u/1' },
  },
  ru: {
    language: 'ru',
    clinicName: 'Клиника «Липа»',
    subject: 'Плановый визит',
    paragraphs: ['Здравствуйте!', 'Подходит срок планового визита. Можно выбрать удобное время.'],
    button: { label: 'Выбрать удобное время для визита', url: 'https://lipa.example/t/1' },
    footer: ['Казань, ул. Баумана, 1', 'тел. +7 843 200-00-00'],
    unsubscribe: { label: 'Отписаться от сообщений', url: 'https://lipa.example/u/1' },
  },
} as const

describe.each([360, 1280])('an e-mail in a window of %i px', (width) => {
  it.each(['pl', 'ru'] as const)('can be read by everybody and fits (%s)', async (language) => {
    const content = contents[language]
    const page = await openPage({ width })
    await page.setContent((await renderEmail(content)).html)
    // landmarks and headings are for pages; a mail is shown inside one
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze()
    expect(violations.map((violation) => violation.id)).toEqual([])
    const button = page.getByRole('link', { name: content.button.label })
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
