import { useIntl } from 'react-intl'
import { useSession } from '../../api/session.ts'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import { reasonWord } from '../../states/reasons.ts'

/** One question of the gate, as a decision stored it. */
export interface GateCheck {
  readonly check: string
  readonly passed: boolean
  readonly fact: string
  /** The law that was asked, where the place has one of its own. */
  readonly rule?:
    | { readonly contacts: number; readonly withinHours: number; readonly source: string }
    | undefined
}

// What is said where a check let the message through; the reasons table says what stopped one.
const passedWords: Readonly<Record<string, MessageKey>> = {
  deceased: 'patients.checkAlive',
  merged: 'patients.checkMerged',
  left_clinic: 'patients.checkLeft',
  no_contact_wanted: 'patients.checkContactWanted',
  opted_out: 'patients.checkOptedOut',
  stream_ended: 'patients.checkStreamEnded',
  stream_paused: 'patients.checkStreamPaused',
  type_off: 'patients.checkType',
  expired: 'patients.checkExpired',
  visit_ahead: 'patients.checkVisitAhead',
  appointment_gone: 'patients.checkAppointment',
  address_invalid: 'patients.checkAddress',
  purpose_not_allowed: 'patients.checkPurpose',
  consent_expired: 'patients.checkConsentFresh',
  no_consent: 'patients.checkConsent',
  link_unreachable: 'patients.checkLink',
  account_paused: 'patients.checkAccount',
  source_stale: 'patients.checkSource',
  cap_reached: 'patients.checkCap',
  legal_limit: 'patients.checkLegalLimit',
  quiet_hours: 'patients.checkQuiet',
  no_text: 'patients.checkText',
  own_wording: 'patients.checkOwnWording',
}

// With these facts the answer is against the message, and it passed only because it is an answer or about a visit.
const contrary: Readonly<Record<string, (fact: string) => boolean>> = {
  deceased: (fact) => fact === 'yes',
  merged: (fact) => fact === 'yes',
  left_clinic: (fact) => fact === 'yes',
  opted_out: (fact) => fact === 'yes',
  address_invalid: (fact) => fact === 'yes',
  source_stale: (fact) => fact === 'yes',
  no_contact_wanted: (fact) => fact === 'none',
  visit_ahead: (fact) => fact !== 'none',
}

/** What went out of a torn message: "1 of 2". */
const partsSent = /^(\d+) of (\d+)$/

const instant = /^\d{4}-\d\d-\d\dT.*Z$/

/** A check of the gate in words, with its fact; moments exact, with the clinic's zone. */
export function useCheckWords(): (check: GateCheck) => {
  readonly text: string
  readonly small: string | null
} {
  const text = useText()
  const intl = useIntl()
  const { clinic } = useSession()
  const moment = (iso: string): string =>
    intl.formatDate(iso, {
      timeZone: clinic.zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    })
  const ruleWords = (rule: NonNullable<GateCheck['rule']>): string =>
    text('patients.checkRule', { contacts: rule.contacts, hours: rule.withinHours, source: rule.source })
  return ({ check, passed, fact, rule }) => {
    const against = reasonWord(check) ?? 'patients.checkOther'
    const at = instant.test(fact) ? moment(fact) : null
    const isContrary = contrary[check]?.(fact) ?? false
    if (passed && isContrary) return { text: text(against), small: text('patients.checkNotAsked') }
    if (passed && check === 'appointment_gone' && fact === 'not about one')
      return { text: text('patients.checkNoAppointment'), small: null }
    if (passed) {
      const words = passedWords[check] ?? 'patients.checkOther'
      return {
        text: text(words, { at: at ?? '', needed: fact, version: fact.split('@')[1] ?? '' }),
        small: rule ? ruleWords(rule) : null,
      }
    }
    const [, accepted, total] = partsSent.exec(fact) ?? []
    const small = [
      ...(at === null ? [] : [text('patients.checkUntil', { at })]),
      ...(rule ? [ruleWords(rule)] : []),
      ...(accepted && total ? [text('patients.checkParts', { accepted, total })] : []),
    ]
    return { text: text(against), small: small.length === 0 ? null : small.join('. ') }
  }
}
