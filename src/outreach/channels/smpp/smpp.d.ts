/** What Kembali uses of `smpp` 0.5.1, which ships no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'

  namespace smpp {
    interface FieldType<T> {
      read(buffer: Buffer, offset: number, length?: number): T
      write(value: T, buffer: Buffer, offset: number): void
      size(value: T): number
      default: T | null
    }

    interface CommandDefinition {
      readonly id: number
      readonly params?: Readonly<
        Record<string, { readonly type: FieldType<unknown>; readonly default?: unknown }>
      >
    }

    type FieldValue = string | number | Buffer | null | { readonly message: string; readonly udh?: Buffer }
    type Fields = Readonly<Record<string, FieldValue>>

    /** Fields are absent when the PDU carried an error status or ended early. */
    interface PDU {
      readonly command: string
      readonly command_id: number
      readonly command_status: number
      readonly sequence_number: number
      readonly system_id?: string
      readonly interface_version?: number
      readonly password?: string
      readonly message_id?: string
      readonly source_addr_ton?: number
      readonly source_addr?: string
      readonly dest_addr_ton?: number
      readonly destination_addr?: string
      readonly esm_class?: number
      readonly data_coding?: number
      readonly registered_delivery?: number
      readonly validity_period?: string
      readonly short_message?:
        | Buffer
        | { readonly message: string | Buffer; readonly udh?: readonly Buffer[] }
      readonly message_payload?: Buffer
      readonly receipted_message_id?: string
      readonly message_state?: number
      readonly network_error_code?: Buffer
      readonly user_message_reference?: number
      readonly sar_msg_ref_num?: number
      readonly sar_total_segments?: number
      readonly sar_segment_seqnum?: number
      response(fields?: Fields): PDU
      toBuffer(): Buffer
    }

    interface Session extends EventEmitter {
      readonly socket: Socket
      send(pdu: PDU, onResponse?: (response: PDU) => void): boolean
      deliver_sm(fields: Fields, onResponse?: (response: PDU) => void): boolean
      unbind(): boolean
      close(): void
      destroy(): void
    }

    interface Server extends EventEmitter {
      listen(port: number, host: string, onListening: () => void): this
      address(): { readonly port: number } | string | null
      close(onClosed?: () => void): this
      readonly sessions: readonly Session[]
    }
  }

  const smpp: {
    readonly PDU: {
      new (command: string, fields?: smpp.Fields): smpp.PDU
      new (frame: Buffer): smpp.PDU
    }
    readonly commands: Readonly<Record<string, smpp.CommandDefinition>>
    readonly encodings: Readonly<Record<'ASCII' | 'LATIN1' | 'UCS2', { decode(octets: Buffer): string }>>
    readonly types: { readonly int8: smpp.FieldType<number>; readonly cstring: smpp.FieldType<string> }
    addCommand(command: string, definition: smpp.CommandDefinition): void
    addTLV(tag: string, definition: { readonly id: number; readonly type: smpp.FieldType<Buffer> }): void
    createServer(onSession: (session: smpp.Session) => void): smpp.Server
  }
  export = smpp
}
