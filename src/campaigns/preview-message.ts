import type { ClinicProfile } from '../clinic/read-clinic.ts'
import { checkOwnWording } from '../outreach/check-own-wording.ts'
import { type ComposedMessage, composeMessage, type OutreachPacks } from '../outreach/compose-message.ts'
import { linkMarker, unsubscribeMarker } from '../outreach/queue-messages.ts'
import {
  type MessagePurpose,
  type SmsVariantName,
  smsVariantNames,
} from '../outreach/rules/message-template.ts'
import { type OwnWording, type WordingPlace, withoutPlaces } from '../outreach/rules/own-wording.ts'
import { type SmsParts, smsParts } from '../outreach/rules/sms-segments.ts'
import { isUnwritable } from '../outreach/rules/text-faults.ts'
import type { RenderFault } from '../outreach/templates/render-message.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type Language, languages } from '../platform/rules/language.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { openPlanningDesk, type PlanningDesk } from './planning-desk.ts'

type Db = ModuleDb<'campaigns'>

export interface PreviewQuestion {
  readonly message: string
  readonly channel: 'sms' | 'email'
  /** Null: as anybody would get it. */
  readonly patientId: string | null
  readonly typeKey: string | null
  readonly offersTimes: boolean
  /** The clinic's own words for it as they stand, finished or not; null: those of the packs. */
  readonly wording: OwnWording | null
  readonly packs: OutreachPacks
  readonly publicUrl: string
}

export type PreviewedText =
  | {
      readonly isPossible: true
      readonly language: Language
      readonly purpose: MessagePurpose
      readonly subject: string | null
      readonly text: string
      readonly html: string | null
      /** The form an SMS takes now. */
      readonly form: SmsVariantName | null
      readonly sms: SmsParts | null
      readonly costMinor: number
      readonly options: readonly { readonly digit: string; readonly action: string }[]
    }
  | {
      readonly isPossible: false
      readonly language: Language
      readonly fault: RenderFault | { readonly kind: 'own_wording' }
    }

export interface PreviewedPatient {
  readonly id: string
  readonly name: string
  readonly birthDate: Temporal.PlainDate | null
  readonly language: Language
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** A message as the planner would write it now, in every language; nothing is written or held. */
export async function previewMessage(
  db: Db,
  question: PreviewQuestion,
): Promise<
  Result<
    { readonly patient: PreviewedPatient | null; readonly texts: readonly PreviewedText[] },
    { kind: 'unknown_patient' | 'unknown_message' }
  >
> {
  const template = question.packs.messages.messages.get(question.message)
  if (template === undefined) return fail({ kind: 'unknown_message' })
  const patient = question.patientId === null ? null : await readPatient(db, question.patientId)
  if (question.patientId !== null && patient === null) return fail({ kind: 'unknown_patient' })
  const desk = await openPlanningDesk(db, patient === null ? [] : [patient.id])
  const words = writableWords(question, desk.clinic)
  const texts: PreviewedText[] = []
  for (const language of languages) {
    texts.push(
      await previewIn(language, {
        question,
        desk,
        words,
        isAboutVisit: template.purpose === 'visit_admin',
        canOpenLinks: patient === null || patient.birthDate !== null,
        now: db.now,
      }),
    )
  }
  const own = patient === null ? null : { ...patient, language: patient.language ?? desk.clinic.language }
  return ok({ patient: own, texts })
}

async function readPatient(db: Db, patientId: string) {
  const row = await db.read
    .selectFrom('patients.patient')
    .select(['id', 'full_name as name', 'birth_date as birthDate', 'language'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .executeTakeFirst()
  return row ?? null
}

/** The own words that can be written, and the places where those of the packs had to stand in. */
interface WritableWords {
  readonly wording: OwnWording | null
  readonly unwritable: readonly WordingPlace[]
}

function writableWords({ message, wording, packs }: PreviewQuestion, clinic: ClinicProfile): WritableWords {
  if (wording === null) return { wording, unwritable: [] }
  const messages = new Map([[message, { isAboutVisit: true }]])
  const unwritable = checkOwnWording({ packs, clinic, wordings: { [message]: wording }, messages })
    .filter(isUnwritable)
    .flatMap(({ channel, language, part }): readonly WordingPlace[] =>
      language === null
        ? []
        : [{ channel, language, form: smsVariantNames.find((form) => form === part) ?? null }],
    )
  return { wording: withoutPlaces(wording, unwritable), unwritable }
}

interface Writing {
  readonly question: PreviewQuestion
  readonly desk: PlanningDesk
  readonly words: WritableWords
  readonly isAboutVisit: boolean
  readonly canOpenLinks: boolean
  readonly now: Temporal.Instant
}

async function previewIn(
  language: Language,
  { question, desk, words, isAboutVisit, canOpenLinks, now }: Writing,
): Promise<PreviewedText> {
  const { clinic } = desk
  const account = desk.accounts[question.channel]
  const acceptsReplies = account?.acceptsReplies ?? true
  const offers = await desk.offersFor(question.patientId ?? nobody, question.typeKey)
  const linkPurpose = isAboutVisit && question.message !== 'visit_missed' ? 'confirm' : 'book'
  const composed = await composeMessage(question.packs, {
    message: question.message,
    wording: words.wording,
    channel: question.channel,
    language,
    clinic,
    acceptsReplies,
    publicUrl: question.publicUrl,
    canOpenLinks,
    linkPurpose,
    offers:
      question.channel === 'sms' && acceptsReplies && question.offersTimes && !isAboutVisit
        ? offers.times
        : [],
    serviceId: offers.serviceId,
    visit: isAboutVisit
      ? {
          appointmentId: nobody,
          startsAt: offers.times[0]?.startsAt ?? now.add({ hours: 24 }),
          zone: clinic.zone,
        }
      : null,
  })
  if (!composed.ok) return { isPossible: false, language, fault: composed.error }
  const { form } = composed.value
  if (
    words.unwritable.some(
      (place) => place.language === language && place.channel === question.channel && place.form === form,
    )
  )
    return { isPossible: false, language, fault: { kind: 'own_wording' } }
  const sample = `${question.publicUrl}/${linkPurpose === 'book' ? 'b' : 'c'}/${clinic.key}.${'0'.repeat(22)}`
  return written(language, composed.value, {
    sample,
    partCost: account?.partCost ?? 0,
    channel: question.channel,
  })
}

function written(
  language: Language,
  text: ComposedMessage,
  known: { readonly sample: string; readonly partCost: number; readonly channel: 'sms' | 'email' },
): PreviewedText {
  const isSms = known.channel === 'sms'
  // An SMS carries the address without its scheme; one stands for a link that is made when the message leaves.
  const link = isSms ? known.sample.replace(/^https?:\/\//, '') : known.sample
  const body = text.body.replaceAll(linkMarker, link).replaceAll(unsubscribeMarker, link)
  return {
    isPossible: true,
    language,
    purpose: text.purpose,
    subject: text.subject,
    text: body,
    html: text.html?.replaceAll(linkMarker, '#').replaceAll(unsubscribeMarker, '#') ?? null,
    form: text.form,
    sms: isSms ? smsParts(body) : null,
    costMinor: text.parts * known.partCost,
    options: Object.entries(text.prompt?.options ?? {}).map(([digit, { action }]) => ({ digit, action })),
  }
}
