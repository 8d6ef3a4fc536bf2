import { expect, it } from 'vitest'
import { type EmailContent, renderEmail } from './layout.ts'

const content: EmailContent = {
  language: 'pl',
  clinicName: 'Klinika Lipa & Syn',
  subject: 'Termin kontroli',
  paragraphs: ['Dzień dobry,', 'zbliża się termin kontroli.\nProsimy o wybór terminu.'],
  button: { label: 'Wybierz termin', url: 'https://lipa.example/t/abc?x=1&y=2' },
  footer: ['ul. Lipowa 1, Kraków', 'tel. 12 345 67 89'],
  unsubscribe: { label: 'Rezygnacja z wiadomości', url: 'https://lipa.example/u/abc' },
}

it('says the same in HTML and in plain text', async () => {
  const { html, text } = await renderEmail(content)
  expect(text).toBe(
    [
      'Dzień dobry,\n',
      'zbliża się termin kontroli.\nProsimy o wybór terminu.\n',
      'Wybierz termin:\nhttps://lipa.example/t/abc?x=1&y=2\n',
      '-- \nKlinika Lipa & Syn\nul. Lipowa 1, Kraków\ntel. 12 345 67 89\n',
      'Rezygnacja z wiadomości:\nhttps://lipa.example/u/abc\n',
    ].join('\n'),
  )
  for (const words of [
    'Dzień dobry,',
    'Klinika Lipa &amp; Syn',
    'Wybierz termin',
    'ul. Lipowa 1, Kraków',
    '<title>Termin kontroli</title>',
  ]) {
    expect(html).toContain(words)
  }
  expect(html).toContain('href="https://lipa.example/t/abc?x=1&amp;y=2"')
  expect(html).toContain('href="https://lipa.example/u/abc"')
  expect(html).toContain('lang="pl"')
})

it('leaves no stand-in behind, with or without button and unsubscribe line', async () => {
  for (const button of [content.button, null]) {
    for (const unsubscribe of [content.unsubscribe, null]) {
      const { html } = await renderEmail({ ...content, button, unsubscribe })
      expect(html).not.toContain('hole')
      expect(html.includes('Wybierz termin')).toBe(button !== null)
      expect(html.includes('Rezygnacja')).toBe(unsubscribe !== null)
    }
  }
})

it('takes everything for text and nothing for HTML', async () => {
  const bad = '<script>alert("x")</script>'
  const { html } = await renderEmail({
    ...content,
    language: '"><script>',
    clinicName: bad,
    subject: bad,
    paragraphs: [bad, 'hole-clinic-name $& $1'],
    button: { label: bad, url: 'https://lipa.example/"><script>' },
    footer: [bad],
    unsubscribe: { label: bad, url: `https://lipa.example/'${bad}` },
  })
  expect(html).not.toContain('<script')
  expect(html).toContain('hole-clinic-name $&amp; $1')
})

it('leads nowhere where the link is no web address', async () => {
  const { html } = await renderEmail({ ...content, button: { label: 'x', url: 'javascript:alert(1)' } })
  expect(html).not.toContain('javascript:')
})

it('loads nothing from anywhere, so that reading it tells nobody', async () => {
  const { html } = await renderEmail(content)
  expect(html).not.toMatch(/<img|<link|@import|url\(/i)
})
