import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { systemClock } from '../../platform/clock/clock.ts'
import { type ChannelAccount, channelFor } from './channel-for.ts'

const pem = (key: { export(options: { type: 'pkcs8'; format: 'pem' }): string | Buffer }) =>
  String(key.export({ type: 'pkcs8', format: 'pem' }))
const secrets: Readonly<Record<string, string>> = {
  password: 'secret',
  rsa: pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  ed25519: pem(generateKeyPairSync('ed25519').privateKey),
}

const deps = {
  secret: (name: string) => secrets[name] ?? null,
  listeners: { onReceipt: () => Promise.resolve(), onInbound: () => Promise.resolve() },
  clock: systemClock,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
}

function account(changes: Partial<ChannelAccount>): ChannelAccount {
  return {
    id: 'a',
    channel: 'email',
    provider: 'smtp',
    sender: 'Lipa <recepcja@lipa.example>',
    settings: { host: 'mail' },
    secretName: null,
    ...changes,
  }
}

const smtp = (dkimSecret: string) => ({
  host: 'mail',
  dkim: { domain: 'lipa.example', selector: 's1', privateKeySecretName: dkimSecret },
})

it.each([
  account({ secretName: 'password' }),
  account({ settings: smtp('rsa') }),
  account({ provider: 'loopback', settings: {} }),
  account({ provider: 'loopback', channel: 'sms', settings: {} }),
  account({
    provider: 'smpp',
    channel: 'sms',
    settings: { host: '127.0.0.1', port: 1, systemId: 'x' },
    secretName: 'password',
  }),
])('makes the $channel channel of a $provider account', async (made) => {
  const result = channelFor(made, deps)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  expect(result.value.kind).toBe(made.channel)
  await result.value.close()
})

it.each([
  [account({ sender: 'LIPA' }), { kind: 'sender-unusable' }],
  [account({ secretName: 'nowhere' }), { kind: 'secret-missing', name: 'nowhere' }],
  [account({ settings: smtp('nowhere') }), { kind: 'secret-missing', name: 'nowhere' }],
  [account({ settings: smtp('ed25519') }), { kind: 'dkim-key-unusable', name: 'ed25519' }],
  [account({ settings: smtp('password') }), { kind: 'dkim-key-unusable', name: 'password' }],
  [account({ channel: 'sms' }), { kind: 'wrong-channel' }],
  [account({ provider: 'smpp' }), { kind: 'wrong-channel' }],
  [account({ settings: {} }), { kind: 'settings-invalid', paths: [expect.stringMatching(/^host: /)] }],
  [account({ settings: null }), { kind: 'settings-invalid' }],
  [
    account({ settings: { host: 'mail', returnPath: 'bounces@lipa.example' } }),
    { kind: 'settings-invalid', paths: [expect.stringMatching(/^returnPath: /)] },
  ],
  [
    account({ provider: 'smpp', channel: 'sms', settings: { host: 'smsc', systemId: 'x', windows: 3 } }),
    { kind: 'settings-invalid', paths: [expect.stringContaining('windows')] },
  ],
])('says what is wrong with an account', (wrong, problem) => {
  expect(channelFor(wrong, deps)).toMatchObject({ ok: false, error: problem })
})
