import { createHash, createVerify, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/outreach/channels/channel.ts'
import { renderEmail } from '../../src/outreach/channels/smtp/layout.ts'
import { createSmtpChannel } from '../../src/outreach/channels/smtp/smtp-channel.ts'
import { smtpSettings } from '../../src/outreach/channels/smtp/smtp-settings.ts'
import { MovableClock } from '../../src/platform/clock/clock.ts'
import { recordingLog } from '../support/recording-log.ts'
import { type SmtpServerOptions, type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts'
import { outgoing } from './channel-contract.ts'

const to = 'anna@poczta.example'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

let server: SmtpTestServer | null = null
let channel: Channel | null = null
afterEach(async () => {
  await channel?.close()
  await server?.close()
  channel = null
  server = null
})

async function opened(
  options: {
    settings?: object
    server?: SmtpServerOptions
    port?: number
    signs?: boolean
    log?: ReturnType<typeof recordingLog>
  } = {},
) {
  server = await startSmtpServer(options.server)
  channel = createSmtpChannel({
    settings: smtpSettings.parse({
      host: '127.0.0.1',
      port: options.port ?? server.port,
      tls: 'none',
      ...options.settings,
    }),
    password: 'secret',
    dkimPrivateKey:
      options.signs === true ? String(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })) : null,
    clock: new MovableClock(Temporal.Instant.from('2027-03-16T08:00:00Z')),
    log: options.log ?? recordingLog(),
  })
  return { server, channel }
}

describe('what a mail looks like when it arrives', () => {
  it('carries both bodies, its name, its date and the ways out', async () => {
    const { server: mailbox, channel: sender } = await opened({
      settings: { returnPath: 'bounces+{id}@lipa.example' },
    })
    const { html, text } = await renderEmail({
      language: 'pl',
      clinicName: 'Klinika Lipa',
      subject: 'Termin kontroli',
      paragraphs: ['Zażółć gęślą jaźń', 'Ждём вас'],
      button: { label: 'Wybierz termin', url: 'https://lipa.example/t/1' },
      footer: ['tel. 12 345 67 89'],
      unsubscribe: { label: 'Rezygnacja', url: 'https://lipa.example/u/1' },
    })
    const way = `https://lipa.example/u/${'Ab-_'.repeat(30)}`
    const message = outgoing(to, {
      subject: 'Termin kontroli – zażółć',
      text,
      html,
      replyTo: 'rejestracja@lipa.example',
      language: 'pl',
      unsubscribe: { url: way, mailto: 'wypisz@lipa.example' },
    })
    const outcome = await sender.send(message)
    const name = `<${message.messageId}@lipa.example>`
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: name, partIds: [name] })
    const [accepted] = mailbox.accepted
    expect(accepted).toMatchObject({
      envelopeFrom: `bounces+${message.messageId}@lipa.example`,
      envelopeTo: [to],
      mail: {
        messageId: name,
        date: '2027-03-16T08:00:00.000Z',
        subject: 'Termin kontroli – zażółć',
        from: { name: 'Klinika Lipa', address: 'kontakt@lipa.example' },
        replyTo: [{ address: 'rejestracja@lipa.example' }],
      },
    })
    expect(accepted?.mail.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(text.trimEnd())
    expect(accepted?.mail.html).toContain('Zażółć gęślą jaźń')
    expect(header(accepted?.raw, 'list-unsubscribe')).toBe(`<${way}>, <mailto:wypisz@lipa.example>`)
    expect(header(accepted?.raw, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(header(accepted?.raw, 'auto-submitted')).toBe('auto-generated')
    expect(header(accepted?.raw, 'content-language')).toBe('pl')
    expect(accepted?.raw).not.toMatch(/x-mailer/i)
  })

  it('lets nothing into the headers by way of a subject or a sender', async () => {
    const { server: mailbox, channel: sender } = await opened()
    await sender.send(
      outgoing(to, { subject: 'Kontrola\r\nBcc: jan@poczta.example', replyTo: 'a@b.example\r\nX-Evil: 1' }),
    )
    expect(mailbox.accepted[0]?.envelopeTo).toEqual([to])
    expect(header(mailbox.accepted[0]?.raw, 'bcc')).toBeNull()
    expect(header(mailbox.accepted[0]?.raw, 'x-evil')).toBeNull()
  })

  it('is signed over both unsubscribe headers by a signature that holds', async () => {
    const dkim = { domain: 'lipa.example', selector: 's1', privateKeySecretName: 'rsa' }
    const { server: mailbox, channel: sender } = await opened({ settings: { dkim }, signs: true })
    await sender.send(outgoing(to, { unsubscribe: { url: 'https://lipa.example/u/1', mailto: null } }))
    const raw = mailbox.accepted[0]?.raw ?? ''
    const signature = dkimTags(header(raw, 'dkim-signature') ?? '')
    expect([signature.get('d'), signature.get('s'), signature.get('c')]).toEqual([
      'lipa.example',
      's1',
      'relaxed/relaxed',
    ])
    expect(signature.get('h')?.split(':')).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'date', 'list-unsubscribe', 'list-unsubscribe-post']),
    )
    expect(signatureHolds(raw)).toBe(true)
    expect(signatureHolds(raw.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Clicks'))).toBe(
      false,
    )
  })
})

describe('connections that break', () => {
  it('may try again when it breaks before the content', async () => {
    const { server: mailbox, channel: sender } = await opened()
    mailbox.answer(() => ({ at: 'recipient', drop: true }))
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'temporary' })
  })

  it('cannot tell when it breaks after the content', async () => {
    const { server: mailbox, channel: sender } = await opened()
    mailbox.answer(() => ({ at: 'data', drop: true }))
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'unknown' })
  })

  it('does not send twice what was taken before the connection broke', async () => {
    const { server: mailbox, channel: sender } = await opened()
    // the second on the same connection, where nodemailer knows the connection as reused
    await sender.send(outgoing(to))
    mailbox.answer(() => 'accept-then-drop')
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'unknown' })
    mailbox.answer(() => 'accept')
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
    const names = mailbox.accepted.map((accepted) => accepted.mail.messageId)
    expect(names).toHaveLength(3)
    expect(new Set(names).size).toBe(3)
  })

  it('does not notice when the server closes an idle connection in between', async () => {
    const { server: mailbox, channel: sender } = await opened()
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
    mailbox.dropConnections()
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
    expect(mailbox.accepted).toHaveLength(2)
  })

  it('opens no more connections than the account allows', async () => {
    const { server: mailbox, channel: sender } = await opened({ settings: { maxConnections: 2 } })
    await Promise.all(Array.from({ length: 20 }, () => sender.send(outgoing(to))))
    expect(mailbox.accepted).toHaveLength(20)
    expect(mailbox.peakConnections).toBeLessThanOrEqual(2)
  })
})

describe('a claim that ends', () => {
  it('takes a message back that still waits for the server', async () => {
    const silent = createServer((socket) => socket.on('error', () => socket.destroy()))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const { channel: sender } = await opened({
      port: address.port,
      settings: { connectTimeoutMs: 3_600_000 },
    })
    const submitBy = Temporal.Instant.from('2027-03-16T08:00:00.05Z')
    expect(await sender.send(outgoing(to, { submitBy }))).toMatchObject({ kind: 'temporary' })
    silent.close()
  })
})

describe('servers that will not have us', () => {
  it('waits when the login is refused, says so, and keeps the password to itself', async () => {
    const log = recordingLog()
    const { channel: sender } = await opened({
      settings: { user: 'lipa' },
      server: { user: { name: 'lipa', password: 'another' } },
      log,
    })
    expect(await sender.ready()).toBe(false)
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'temporary' })
    expect(sender.health()).toMatchObject({ state: 'waiting', lastFailure: expect.stringContaining('535') })
    expect(log.lines.join()).not.toContain('secret')
  })

  it('says nothing to a server that cannot encrypt when the account wants encryption', async () => {
    const { server: mailbox, channel: sender } = await opened({ settings: { tls: 'starttls' } })
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'temporary' })
    expect(mailbox.accepted).toEqual([])
  })

  it('says nothing to a server whose certificate cannot be trusted', async () => {
    const { server: mailbox, channel: sender } = await opened({
      settings: { tls: 'starttls' },
      server: { hasUntrustedTls: true },
    })
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'temporary' })
    expect(mailbox.accepted).toEqual([])
  })

  it.each([
    ['closes at once', null],
    ['speaks another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['never stops talking', `220-${'x'.repeat(2_000_000)}`],
    ['is too busy', '421 4.3.2 too busy\r\n'],
  ])('waits when the server %s', async (_case, greeting) => {
    const odd = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      if (greeting === null) socket.destroy()
      else socket.write(greeting)
    })
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve))
    const address = odd.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const { channel: sender } = await opened({ port: address.port })
    expect(await sender.send(outgoing(to))).toMatchObject({ kind: 'temporary' })
    expect(sender.health().state).toBe('waiting')
    odd.close()
  })
})

/** The unfolded value of a header, null when it is not there. */
function header(raw: string | undefined, name: string): string | null {
  const [head = ''] = (raw ?? '').split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const line = lines.find((candidate) => candidate.toLowerCase().startsWith(`${name}:`))
  return line === undefined ? null : line.slice(name.length + 1).trim()
}

function dkimTags(signature: string): ReadonlyMap<string, string> {
  return new Map(
    signature.split(';').map((tag) => {
      const [name = '', ...value] = tag.split('=')
      return [name.trim(), value.join('=').replace(/\s+/g, '')] as const
    }),
  )
}

/** Verifies a relaxed/relaxed rsa-sha256 signature (RFC 6376 §3.4, §3.7) with the key of this test. */
function signatureHolds(raw: string): boolean {
  const value = header(raw, 'dkim-signature') ?? ''
  const tags = dkimTags(value)
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  const relaxedBody = `${body
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)+$/, '')}\r\n`
  if (createHash('sha256').update(relaxedBody).digest('base64') !== tags.get('bh')) return false
  const relaxed = (name: string, text: string) => `${name}:${text.replace(/[ \t]+/g, ' ').trim()}`
  const signed = (tags.get('h') ?? '').split(':').map((name) => relaxed(name, header(raw, name) ?? ''))
  const own = relaxed('dkim-signature', value.replace(/b=[^;]*$/, 'b='))
  const verify = createVerify('RSA-SHA256').update(`${signed.join('\r\n')}\r\n${own}`)
  return verify.verify(keys.publicKey, tags.get('b') ?? '', 'base64')
}
