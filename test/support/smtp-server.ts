import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface AcceptedMail {
  readonly envelopeFrom: string
  readonly envelopeTo: readonly string[]
  readonly raw: string
  readonly mail: Email
}

/** `afterData`: the whole message is in; `drop` closes the connection at that point without a word. */
export type MailAnswer =
  | 'accept'
  | 'accept-then-drop'
  | { readonly at: 'recipient' | 'data'; readonly reply: string }
  | { readonly at: 'recipient' | 'data'; readonly drop: true }

export interface SmtpTestServer {
  readonly port: number
  readonly accepted: readonly AcceptedMail[]
  readonly peakConnections: number
  answer(answer: (recipient: string, earlier: number) => MailAnswer): void
  dropConnections(): void
  close(): Promise<void>
}

export interface SmtpServerOptions {
  readonly port?: number
  readonly user?: { readonly name: string; readonly password: string }
  /** Offers STARTTLS with a certificate nobody trusts. */
  readonly hasUntrustedTls?: boolean
}

/** A loopback mail server on 127.0.0.1. */
export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<SmtpTestServer> {
  const accepted: AcceptedMail[] = []
  const asked = new Map<string, number>()
  let answerTo: (recipient: string, earlier: number) => MailAnswer = () => 'accept'
  let connections = 0
  let peakConnections = 0
  /** By the port the client speaks from, which a session knows too. */
  const sockets = new Map<number, Socket>()
  const drop = (session: { readonly remotePort: number }) => sockets.get(session.remotePort)?.destroy()

  const decide = (recipient: string): MailAnswer => answerTo(recipient, asked.get(recipient) ?? 0)
  const server = new SMTPServer({
    disabledCommands: [
      ...(options.user === undefined ? ['AUTH'] : []),
      ...(options.hasUntrustedTls === true ? [] : ['STARTTLS']),
    ],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false, // else it warns of its own certificate, which is the point here
    onAuth: (auth, _session, done) => {
      const isWelcome = auth.username === options.user?.name && auth.password === options.user?.password
      if (isWelcome) done(null, { user: auth.username })
      else done(failure('535 5.7.8 Authentication credentials invalid'))
    },
    onConnect: (_session, done) => {
      connections += 1
      peakConnections = Math.max(peakConnections, connections)
      done()
    },
    onClose: () => {
      connections -= 1
    },
    onRcptTo: (address, session, done) => {
      const answer = decide(address.address)
      if (typeof answer === 'string' || answer.at !== 'recipient') return done()
      asked.set(address.address, (asked.get(address.address) ?? 0) + 1)
      if ('reply' in answer) return done(failure(answer.reply))
      drop(session)
    },
    onData: (stream, session, done) => {
      const recipient = session.envelope.rcptTo[0]?.address ?? ''
      const answer = decide(recipient)
      asked.set(recipient, (asked.get(recipient) ?? 0) + 1)
      void readAll(stream).then(async (raw) => {
        if (typeof answer === 'object') {
          if ('reply' in answer) done(failure(answer.reply))
          else drop(session)
          return
        }
        const { mailFrom } = session.envelope
        accepted.push({
          envelopeFrom: mailFrom === false ? '' : mailFrom.address,
          envelopeTo: session.envelope.rcptTo.map((to) => to.address),
          raw,
          mail: await PostalMime.parse(raw),
        })
        if (answer === 'accept-then-drop') drop(session)
        else done()
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(options.port ?? 0, '127.0.0.1')
  listening.on('connection', (socket) => {
    const { remotePort } = socket
    if (remotePort === undefined) return
    sockets.set(remotePort, socket)
    socket.on('close', () => sockets.delete(remotePort))
  })
  await new Promise<void>((resolve) => listening.once('listening', resolve))
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('the SMTP server has no port')

  return {
    port: address.port,
    accepted,
    get peakConnections() {
      return peakConnections
    },
    answer: (answer) => {
      answerTo = answer
    },
    dropConnections: () => {
      for (const socket of sockets.values()) socket.destroy()
    },
    close: () => {
      for (const socket of sockets.values()) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** `550 5.1.1 No such user` as smtp-server wants to be told. */
function failure(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
