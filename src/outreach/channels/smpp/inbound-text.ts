import { decodeGsm, decodeUcs2 } from '../../rules/sms-encoding.ts'
import type { SmppSettings } from './smpp-settings.ts'

type Coding = 'default' | 'latin1' | 'ucs2' | 'iso-8859-5' | 'iso-8859-8' | 'shift_jis' | 'euc-kr' | 'binary'

/** data_coding 0–15 as SMPP 3.4 §5.2.19 lists them. IA5 (1) is ASCII, of which Latin-1 is the larger form. */
const listed: readonly Coding[] = [
  'default',
  'latin1',
  'binary',
  'latin1',
  'binary',
  'shift_jis',
  'iso-8859-5',
  'iso-8859-8',
  'ucs2',
  'binary',
  'binary',
  'binary',
  'binary',
  'binary',
  'euc-kr',
  'binary',
]

/** The text of a message without its header; null when it is data no person wrote. */
export function decodeText(
  octets: Buffer,
  dataCoding: number,
  alphabet: SmppSettings['alphabet'],
): string | null {
  const coding = codingOf(dataCoding)
  switch (coding) {
    case 'default':
      return alphabet === 'gsm7' ? decodeGsm(octets) : octets.toString('latin1')
    case 'latin1':
      return octets.toString('latin1')
    case 'ucs2':
      return decodeUcs2(octets)
    case 'iso-8859-5':
    case 'iso-8859-8':
    case 'shift_jis':
    case 'euc-kr':
      return new TextDecoder(coding).decode(octets)
    case 'binary':
      return null
  }
}

/** Above 15 the value is a GSM data coding scheme (3GPP TS 23.038 §4). */
function codingOf(dataCoding: number): Coding {
  if (dataCoding < listed.length) return listed[dataCoding] ?? 'binary'
  if (dataCoding >= 0xf0) return (dataCoding & 0x04) === 0 ? 'default' : 'binary'
  if (dataCoding >= 0xe0) return 'ucs2'
  if (dataCoding >= 0xc0) return 'default'
  const isCompressed = (dataCoding & 0x20) !== 0
  if (isCompressed || dataCoding >= 0x80) return 'binary'
  switch (dataCoding & 0x0c) {
    case 0x00:
      return 'default'
    case 0x08:
      return 'ucs2'
    default:
      return 'binary'
  }
}
