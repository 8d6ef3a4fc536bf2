import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Frame, Phone } from '../../../web/patient/layout.ts'
import { patientMessages } from '../../../web/patient/words.ts'
import type { ClinicProfile } from '../../clinic/read-clinic.ts'
import { readClinic } from '../../clinic/read-clinic.ts'
import { locateToken, type PageLink, type PageLinkPurpose, readPageLink } from '../../outreach/page-link.ts'
import type { Database } from '../../platform/db/database.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { formatMessage } from '../../platform/i18n/catalogue.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { isLanguage, type Language } from '../../platform/rules/language.ts'
import type { Seal } from './visitor-cookie.ts'

/** A link that somebody opened, with all that its pages need. */
export interface OpenedLink {
  readonly clinicId: ClinicId
  readonly clinic: ClinicProfile
  readonly link: PageLink
  readonly reading: Reading
  readonly isVerified: boolean
  readonly frame: Frame
  readonly now: Temporal.Instant
  /** An address below this link, the chosen language kept: `to('/times')`. */
  readonly to: (path: string) => string
  /** One transaction of the clinic. */
  readonly inClinic: <T>(work: (transaction: TenantTransaction) => Promise<T>) => Promise<T>
}

export interface Opening {
  readonly token: string
  /** Where the link lives: /b/<token>. */
  readonly path: string
  readonly purpose: PageLinkPurpose
  readonly cookie: string | undefined
  /** `?l=`: the language that the visitor chose. */
  readonly wishedLanguage: unknown
}

export interface Opener {
  readonly db: Database
  readonly seal: Seal
  readonly styleHref: string
}

export type Opened =
  | { readonly kind: 'open'; readonly opened: OpenedLink }
  /** No such link, or not any more; the clinic is known where the token names one. */
  | { readonly kind: 'over'; readonly frame: Frame }

/** Finds the link behind a token; whatever is wrong with it looks alike from outside. */
export async function openLink(opener: Opener, opening: Opening): Promise<Opened> {
  const located = await locateToken(opener.db, opening.token)
  const wished =
    typeof opening.wishedLanguage === 'string' && isLanguage(opening.wishedLanguage)
      ? opening.wishedLanguage
      : null
  if (located === null)
    return {
      kind: 'over',
      frame: frameOf(opener, { opening, wished, language: wished ?? 'en', clinic: null, tokenHash: '' }),
    }
  const { clinicId, tokenHash } = located
  const found = await opener.db.tenant(clinicId, async (tx) => {
    const clinic = await readClinic(tx.as('clinic'))
    const link = await readPageLink(tx.as('outreach'), tokenHash)
    return {
      clinic,
      link,
      patient: link === null ? null : await patientLanguage(tx, link.patientId),
      now: tx.now,
    }
  })
  const { clinic, link, now } = found
  const language = wished ?? found.patient ?? clinic.language
  const frame = frameOf(opener, { opening, wished, language, clinic, tokenHash })
  if (link === null || link.purpose !== opening.purpose) return { kind: 'over', frame }
  const opened: OpenedLink = {
    clinicId,
    clinic,
    link,
    reading: { language, country: clinic.country, zone: clinic.zone },
    isVerified: opener.seal.isVerified(opening.cookie, tokenHash, now),
    frame,
    now,
    to: (path) => withLanguage(`${opening.path}${path}`, wished),
    inClinic: async (work) => opener.db.tenant(clinicId, work),
  }
  return { kind: 'open', opened }
}

async function patientLanguage(tx: TenantTransaction, patientId: string): Promise<Language | null> {
  const patient = await tx.read
    .selectFrom('patients.patient')
    .select('language')
    .where('clinic_id', '=', tx.clinicId)
    .where('id', '=', patientId)
    .executeTakeFirst()
  return patient?.language ?? null
}

interface FrameParts {
  readonly opening: Opening
  readonly wished: Language | null
  readonly language: Language
  readonly clinic: ClinicProfile | null
  readonly tokenHash: string
}

function frameOf({ seal, styleHref }: Opener, { opening, language, clinic, tokenHash }: FrameParts): Frame {
  return {
    say: (key, values) => formatMessage({ catalogue: patientMessages, language }, key, values),
    language,
    clinicLanguage: clinic?.language ?? language,
    clinicName: clinic?.displayName ?? null,
    phone: phoneOf(clinic),
    styleHref,
    languageHref: (one) => withLanguage(opening.path, one),
    formToken: seal.formToken(tokenHash),
  }
}

function phoneOf(clinic: ClinicProfile | null): Phone | null {
  if (clinic?.phone == null) return null
  const parsed = parsePhoneNumberFromString(clinic.phone)
  return { text: parsed?.formatNational() ?? clinic.phone, href: `tel:${parsed?.number ?? clinic.phone}` }
}

function withLanguage(path: string, language: Language | null): string {
  if (language === null) return path
  return `${path}${path.includes('?') ? '&' : '?'}l=${language}`
}
