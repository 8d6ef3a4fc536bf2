import smpp, { type Fields, type PDU, type Session } from 'smpp'

/** One submit_sm as the server took it, decoded by the library and not by the code under test. */
export interface AcceptedSms {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly dataCoding: number
  readonly reference: number | null
  readonly registeredDelivery: number
  readonly validity: string
  /** Place in a long message, by UDH or sar TLVs. */
  readonly part: { readonly reference: number; readonly total: number; readonly sequence: number } | null
}

/** `hold` accepts and answers only on `releaseHeld`; the others speak for themselves. */
export type SubmitAnswer =
  | 'accept'
  | 'accept-then-drop'
  | 'accept-then-unbind'
  | 'drop'
  | 'silence'
  | 'hold'
  | { readonly status: number; readonly nack?: boolean }

export interface SmppServerOptions {
  readonly port?: number
  readonly password?: string
  /** How the id is written in submit_sm_resp; receipts always write it in decimal. */
  readonly submitIds?: 'decimal' | 'hexadecimal' | 'none'
  /** Whether query_sm is understood, and by what. */
  readonly statusQuery?: 'none' | 'by-id' | 'by-reference'
  readonly receiptForm?: 'tlv' | 'text'
  /** Put user_message_reference into receipts. */
  readonly receiptsCarryReference?: boolean
  readonly onSubmit?: (sms: AcceptedSms, earlier: number) => SubmitAnswer
}

export interface SmppServer {
  readonly port: number
  /** Everything accepted, in order; a message whose answer was dropped is here too. */
  readonly accepted: readonly AcceptedSms[]
  /** Links that are bound now. */
  readonly links: number
  readonly binds: readonly { readonly systemId: string; readonly interfaceVersion: number }[]
  /** Everything the client said that is not a submit, such as generic_nack. */
  readonly heard: readonly { readonly command: string; readonly status: number }[]
  readonly peakUnanswered: number
  answerSubmits(answer: (sms: AcceptedSms, earlier: number) => SubmitAnswer): void
  releaseHeld(): void
  /** From now on nobody's enquire_link is answered. */
  ignoreEnquiries(): void
  /** Resolves with the command_status of the client's answer. */
  sendReceipt(sms: AcceptedSms, status: 'DELIVRD' | 'UNDELIV' | 'EXPIRED'): Promise<number>
  /** By the first of the links unless another is named, in the order they were bound. */
  deliver(fields: Fields, link?: number): Promise<number>
  /** Writes these octets on every connection, whatever they are. */
  sendRaw(octets: Buffer): void
  unbindAll(): void
  dropConnections(): void
  close(): Promise<void>
}

// the library would turn the validity period into a date of its own
const submitSm = smpp.commands['submit_sm']
if (submitSm === undefined) throw new Error('the smpp library does not know submit_sm')
smpp.addCommand('submit_sm', {
  id: submitSm.id,
  params: { ...submitSm.params, validity_period: { type: smpp.types.cstring } },
})

const stateOf = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5 } as const
const invalidMessageId = 0x0c
const bindFailed = 0x0d
const invalidCommandId = 0x03

/** A loopback SMSC on 127.0.0.1. Starts listening before it resolves. */
export async function startSmppServer(options: SmppServerOptions = {}): Promise<SmppServer> {
  const accepted: AcceptedSms[] = []
  const binds: { readonly systemId: string; readonly interfaceVersion: number }[] = []
  const heard: { readonly command: string; readonly status: number }[] = []
  const bound = new Set<Session>()
  const held: (() => void)[] = []
  let answerTo = options.onSubmit ?? (() => 'accept' as const)
  let answersEnquiries = true
  let unanswered = 0
  let peakUnanswered = 0

  const takeSubmit = (session: Session, pdu: PDU): void => {
    const sms = readSubmit(pdu, String(accepted.length + 1001))
    const answer = answerTo(sms, accepted.filter((earlier) => earlier.reference === sms.reference).length)
    unanswered += 1
    peakUnanswered = Math.max(peakUnanswered, unanswered)
    if (typeof answer === 'object') {
      unanswered -= 1
      const { sequence_number } = pdu
      const refused = { command_status: answer.status, sequence_number }
      session.send(answer.nack === true ? new smpp.PDU('generic_nack', refused) : pdu.response(refused))
      return
    }
    if (answer === 'drop') session.destroy()
    if (answer === 'drop' || answer === 'silence') return
    accepted.push(sms)
    const respond = () => {
      unanswered -= 1
      session.send(pdu.response({ message_id: writtenId(sms.id, options.submitIds ?? 'decimal') }))
    }
    if (answer === 'accept') setImmediate(respond)
    else if (answer === 'hold') held.push(respond)
    else if (answer === 'accept-then-unbind') {
      respond()
      session.unbind()
    } else session.destroy()
  }

  const takeQuery = (session: Session, pdu: PDU): void => {
    const support = options.statusQuery ?? 'none'
    const asksById = (pdu.message_id ?? '') !== ''
    if (support === 'none' || (!asksById && support !== 'by-reference')) {
      session.send(pdu.response({ command_status: invalidCommandId }))
      return
    }
    const ids = options.submitIds ?? 'decimal'
    const found = accepted.find((sms) =>
      asksById ? writtenId(sms.id, ids) === pdu.message_id : sms.reference === pdu.user_message_reference,
    )
    session.send(
      found === undefined
        ? pdu.response({ command_status: invalidMessageId })
        : pdu.response({
            message_id: writtenId(found.id, ids),
            final_date: '',
            message_state: 2,
            error_code: 0,
          }),
    )
  }

  const server = smpp.createServer((session) => {
    session.on('error', () => session.destroy())
    session.on('close', () => bound.delete(session))
    session.on('pdu', (pdu: PDU) => {
      switch (pdu.command) {
        case 'bind_transceiver': {
          binds.push({ systemId: pdu.system_id ?? '', interfaceVersion: pdu.interface_version ?? 0 })
          const isWelcome = options.password === undefined || pdu.password === options.password
          if (isWelcome) bound.add(session)
          session.send(pdu.response(isWelcome ? { system_id: 'smsc' } : { command_status: bindFailed }))
          return
        }
        case 'submit_sm':
          takeSubmit(session, pdu)
          return
        case 'query_sm':
          takeQuery(session, pdu)
          return
        case 'enquire_link':
          if (answersEnquiries) session.send(pdu.response())
          return
        case 'unbind':
          session.send(pdu.response())
          return
        default:
          heard.push({ command: pdu.command, status: pdu.command_status })
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the SMPP server has no port')

  const deliver = (fields: Fields, link = 0): Promise<number> => {
    const session = [...bound][link]
    if (session === undefined) return Promise.reject(new Error('nobody is bound'))
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('the link went before it answered'))
      session.once('close', gone)
      session.deliver_sm(fields, (response) => {
        session.removeListener('close', gone)
        resolve(response.command_status)
      })
    })
  }

  return {
    port: address.port,
    accepted,
    binds,
    heard,
    get links() {
      return bound.size
    },
    get peakUnanswered() {
      return peakUnanswered
    },
    answerSubmits: (answer) => {
      answerTo = answer
    },
    releaseHeld: () => {
      for (const respond of held.splice(0)) respond()
    },
    ignoreEnquiries: () => {
      answersEnquiries = false
    },
    sendReceipt: (sms, status) => deliver(receiptFields(sms, status, options)),
    deliver,
    sendRaw: (octets) => {
      for (const session of bound) session.socket.write(octets)
    },
    unbindAll: () => {
      for (const session of bound) session.unbind()
    },
    dropConnections: () => {
      for (const session of server.sessions.slice()) session.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const session of server.sessions.slice()) session.destroy()
      }),
  }
}

function writtenId(id: string, form: 'decimal' | 'hexadecimal' | 'none'): string {
  if (form === 'none') return ''
  return form === 'decimal' ? id : Number(id).toString(16).toUpperCase().padStart(8, '0')
}

function readSubmit(pdu: PDU, id: string): AcceptedSms {
  const { short_message: body, message_payload: payload } = pdu
  const udh = body !== undefined && !Buffer.isBuffer(body) ? body.udh : undefined
  return {
    id,
    from: pdu.source_addr ?? '',
    to: pdu.destination_addr ?? '',
    text: payload === undefined ? textOf(body) : decoded(payload, pdu.data_coding ?? 0),
    dataCoding: pdu.data_coding ?? 0,
    reference: pdu.user_message_reference ?? null,
    registeredDelivery: pdu.registered_delivery ?? 0,
    validity: pdu.validity_period ?? '',
    part: partOf(udh, pdu),
  }
}

function textOf(body: PDU['short_message']): string {
  if (body === undefined || Buffer.isBuffer(body)) return ''
  return typeof body.message === 'string' ? body.message : body.message.toString('latin1')
}

function decoded(octets: Buffer, dataCoding: number): string {
  const { ASCII, LATIN1, UCS2 } = smpp.encodings
  if (dataCoding === 8) return UCS2.decode(octets)
  return (dataCoding === 3 ? LATIN1 : ASCII).decode(octets)
}

function partOf(udh: readonly Buffer[] | undefined, pdu: PDU): AcceptedSms['part'] {
  const element = udh?.find((candidate) => candidate[0] === 0)
  if (element !== undefined) {
    const [, , reference = 0, total = 0, sequence = 0] = element
    return { reference, total, sequence }
  }
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: sequence } = pdu
  if (reference === undefined || total === undefined || sequence === undefined) return null
  return { reference, total, sequence }
}

function receiptFields(sms: AcceptedSms, status: keyof typeof stateOf, options: SmppServerOptions): Fields {
  const error = status === 'DELIVRD' ? '000' : '011'
  const text = `id:${sms.id} sub:001 dlvrd:001 submit date:2611220800 done date:2611220801 stat:${status} err:${error} text:id:7 stat:REJECTD`
  return {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: sms.to,
    destination_addr: sms.from,
    esm_class: 0x04,
    ...(options.receiptForm === 'text'
      ? { short_message: Buffer.from(text, 'latin1') }
      : { short_message: Buffer.alloc(0), receipted_message_id: sms.id, message_state: stateOf[status] }),
    ...(options.receiptsCarryReference === true && sms.reference !== null
      ? { user_message_reference: sms.reference }
      : {}),
  }
}
