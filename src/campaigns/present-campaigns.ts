import type { z } from 'zod'
import type { Reader } from '../clinic/staff-reading.ts'
import type { EmailTemplate } from '../outreach/rules/message-template.ts'
import type { When } from '../platform/contract/when.ts'
import { ageOn, formatAge } from '../platform/i18n/format-number.ts'
import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import type { audienceCountSchema, previewSchema } from './contract/audience.ts'
import type { countedAudienceSchema } from './contract/audiences.ts'
import type {
  CampaignListQuery,
  campaignDetailSchema,
  campaignListSchema,
} from './contract/campaign-pages.ts'
import type { messageTextsSchema } from './contract/wording.ts'
import type { CountedAudience } from './count-audience.ts'
import type { CampaignPage, VersionRow } from './list-campaigns.ts'
import type { FormTexts, SuggestedTexts } from './message-texts.ts'
import type { PreviewedPatient, PreviewedText } from './preview-message.ts'
import type { Campaign } from './read-campaign.ts'
import { campaignVerbs, stateAfter } from './rules/campaign-state.ts'

interface Moment {
  readonly reading: Reading
  readonly now: Temporal.Instant
}

function momentIn({ reading, now }: Moment) {
  return (at: Temporal.Instant | null): When | null => (at === null ? null : when(at, reading, now))
}

export function presentList(
  page: CampaignPage,
  query: CampaignListQuery,
  moment: Moment,
): z.input<typeof campaignListSchema> {
  const text = momentIn(moment)
  return {
    rows: page.rows.map((row) => ({
      ...row,
      createdAt: when(row.createdAt, moment.reading, moment.now),
      startedAt: text(row.startedAt),
      endedAt: text(row.endedAt),
      nextAt: text(row.nextAt),
    })),
    total: page.total,
    page: query.page,
    pageSize: query.pageSize,
    states: [...page.states],
  }
}

export function presentDetail(
  campaign: Campaign,
  versions: readonly VersionRow[],
  moment: Moment,
): z.input<typeof campaignDetailSchema> {
  const text = momentIn(moment)
  const total = (count: (row: VersionRow) => number): number =>
    versions.reduce((sum, row) => sum + count(row), 0)
  return {
    ...campaign,
    createdAt: when(campaign.createdAt, moment.reading, moment.now),
    startedAt: text(campaign.startedAt),
    endedAt: text(campaign.endedAt),
    enrolled: total((row) => row.enrolled),
    heldOut: total((row) => row.heldOut),
    active: total((row) => row.active),
    versions: versions.map((row) => ({ ...row, createdAt: when(row.createdAt, moment.reading, moment.now) })),
    verbs: campaignVerbs.filter((verb) => stateAfter(verb, campaign.state) !== null),
  }
}

/** What the draw will come to; who is held out, is drawn at enrolment. */
export function presentAudience(
  audience: CountedAudience,
  holdOutShare: number,
  moment: Moment,
): z.input<typeof audienceCountSchema> {
  return {
    ...presentCount(audience, moment),
    heldOut: Math.round(audience.reachable.count * holdOutShare),
  }
}

export function presentCount(
  audience: CountedAudience,
  moment: Moment,
): z.input<typeof countedAudienceSchema> {
  const text = momentIn(moment)
  const { reading, now } = moment
  const { matching, reachable } = audience
  return {
    basis: audience.basis,
    matching: matching.count,
    matchingInterval: { low: matching.low, high: matching.high },
    reachable: reachable.count,
    reachableInterval: { low: reachable.low, high: reachable.high },
    leftOut: [...audience.leftOut],
    languages: [...audience.languages],
    channels: [...audience.channels],
    groups: audience.groups.map(({ key, names, patients }) => ({
      key,
      name: names?.[reading.language] ?? null,
      patients,
    })),
    sample: audience.sample.map(({ birthDate, lastVisit, ...patient }) => ({
      ...patient,
      age: ageText(birthDate, reading, now),
      lastVisit: text(lastVisit),
    })),
  }
}

export function presentPreview(
  written: { readonly patient: PreviewedPatient | null; readonly texts: readonly PreviewedText[] },
  { clinic, reading }: Reader,
  now: Temporal.Instant,
): z.input<typeof previewSchema> {
  const { patient, texts } = written
  return {
    patient:
      patient === null
        ? null
        : {
            id: patient.id,
            name: patient.name,
            language: patient.language,
            age: ageText(patient.birthDate, reading, now),
          },
    currency: clinic.currency,
    previews: texts.map((text) =>
      text.isPossible
        ? { ...text, sms: smsOf(text.sms), options: [...text.options] }
        : { isPossible: false, language: text.language, ...reasonOf(text.fault) },
    ),
  }
}

export function presentTexts({ message, sms, email }: SuggestedTexts): z.input<typeof messageTextsSchema> {
  return {
    message,
    sms: sms === null ? null : { before: sms.before, forms: sms.forms.map(formOf) },
    email:
      email === null
        ? null
        : {
            suggested: {
              en: mailOf(email.suggested.en),
              pl: mailOf(email.suggested.pl),
              ru: mailOf(email.suggested.ru),
              ms: mailOf(email.suggested.ms),
            },
            needs: [...email.needs],
            offers: [...email.offers],
          },
  }
}

function formOf({ needs, offers, digits, ...form }: FormTexts) {
  return { ...form, needs: [...needs], offers: [...offers], digits: [...digits] }
}

function mailOf({ paragraphs, ...mail }: EmailTemplate) {
  return { ...mail, paragraphs: [...paragraphs] }
}

function smsOf(sms: Extract<PreviewedText, { isPossible: true }>['sms']) {
  if (sms === null) return null
  return { parts: sms.parts.length, characters: sms.units, perPart: sms.unitsPerPart, encoding: sms.encoding }
}

function reasonOf(fault: Extract<PreviewedText, { isPossible: false }>['fault']): {
  readonly reason: string
  readonly missing: string | null
} {
  switch (fault.kind) {
    case 'missing_value':
      return { reason: 'missing_value', missing: fault.name }
    case 'unknown_message':
    case 'no_variant':
    case 'own_wording':
      return { reason: fault.kind, missing: null }
    default:
      return assertNever(fault)
  }
}

function ageText(
  birthDate: Temporal.PlainDate | null,
  reading: Reading,
  now: Temporal.Instant,
): string | null {
  if (birthDate === null) return null
  return formatAge(ageOn(birthDate, now.toZonedDateTimeISO(reading.zone).toPlainDate()), reading)
}
