import { readClinic } from '../clinic/read-clinic.ts'
import { type ComposedMessage, composeMessage, type OutreachPacks } from '../outreach/compose-message.ts'
import { type NewMessage, queueMessages } from '../outreach/queue-messages.ts'
import { smsParts } from '../outreach/rules/sms-segments.ts'
import { hasBirthDate } from '../patients/has-birth-date.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import type { OpenTime } from '../scheduling/find-open-times.ts'
import { readReplyAccount } from './store/standing.ts'
import { addEntry } from './store/thread.ts'

type Db = ModuleDb<'conversations'>

/** The clinic's words and laws, and the base of patient links. */
export interface ConversationOptions {
  readonly packs: OutreachPacks
  readonly publicUrl: string
}

/** Whom an answer goes to, and what it answers. */
export interface Addressee {
  readonly threadId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  /** The account the text came in by. */
  readonly accountId: string | null
  readonly patientId: string
  readonly language: Language
  /** What the answer is about: enrolment:<id>, appointment:<id>, thread:<id>. */
  readonly subjectKey: string
  /** The inbound entry or the staff answer: one message for each, however often it is tried. */
  readonly key: string
}

export interface Wording {
  /** Message keys of the packs; the first that can be written here is sent. */
  readonly messages: readonly string[]
  readonly offers?: readonly OpenTime[]
  readonly serviceId?: string | null
  readonly visit?: { readonly appointmentId: string; readonly startsAt: Temporal.Instant } | null
}

const repliesOrigin = 'replies'
/** What a person at the clinic writes unasked: no answer, so the gate asks everything of it. */
export const deskOrigin = 'desk'
/** Message kind of what a person wrote: an answer to it is for a person too. */
export const staffAnswerKind = 'staff_answer'

/** How long an answer or a message may wait for its hour. */
export const messageHours = 24
const linkMinutes = 14 * 24 * 60

/** Writes an answer from the packs into the outbox and the thread; false when none of the texts can be sent here. */
export async function queueReply(
  db: Db,
  options: ConversationOptions,
  { to, wording }: { readonly to: Addressee; readonly wording: Wording },
): Promise<boolean> {
  const clinic = await readClinic(db.as('clinic'))
  const canOpenLinks = await hasBirthDate(db.as('patients'), to.patientId)
  for (const message of wording.messages) {
    const composed = await composeMessage(options.packs, {
      message,
      wording: null,
      channel: to.channel,
      language: to.language,
      clinic,
      acceptsReplies: true,
      publicUrl: options.publicUrl,
      canOpenLinks,
      linkPurpose: 'book',
      offers: wording.offers ?? [],
      serviceId: wording.serviceId ?? null,
      visit: wording.visit ? { ...wording.visit, zone: clinic.zone } : null,
    })
    if (!composed.ok) continue
    return (
      (await send(db, { to, kind: message, text: composed.value, staffId: null, isAnswer: true })) !==
      'no_account'
    )
  }
  return false
}

export interface StaffWords {
  readonly to: Addressee
  readonly text: string
  readonly staffId: string
  /** False: nobody asked, so it needs consent and keeps quiet hours. */
  readonly isAnswer: boolean
}

/** An answer or a message in a person's own words; `already` when this one was queued before. */
export async function queueStaffAnswer(db: Db, { to, text, staffId, isAnswer }: StaffWords): Promise<Queued> {
  const parts = to.channel === 'sms' ? smsParts(text).parts.length : 1
  const plain: ComposedMessage = {
    purpose: 'visit_admin',
    subject: to.channel === 'email' ? (await readClinic(db.as('clinic'))).displayName : null,
    body: text,
    html: null,
    linkPurpose: null,
    prompt: null,
    parts,
    form: null,
    isOwnWording: false,
  }
  return send(db, { to, kind: staffAnswerKind, text: plain, staffId, isAnswer })
}

type Queued = 'queued' | 'already' | 'no_account'

async function send(
  db: Db,
  answer: {
    readonly to: Addressee
    readonly kind: string
    readonly text: ComposedMessage
    readonly staffId: string | null
    readonly isAnswer: boolean
  },
): Promise<Queued> {
  const { to, kind, text, staffId, isAnswer } = answer
  const account = await readReplyAccount(db, to)
  if (account === null) return 'no_account'
  const message: NewMessage = {
    origin: isAnswer ? repliesOrigin : deskOrigin,
    subjectKey: to.subjectKey,
    stepKey: `${kind}:${to.key}`,
    contactNumber: 0,
    purpose: text.purpose,
    kind,
    isInvitation: false,
    isReply: isAnswer,
    patientId: to.patientId,
    items: [{ patientId: to.patientId, typeKey: null }],
    contactPointId: to.contactPointId,
    channel: to.channel,
    accountId: account.id,
    language: to.language,
    subject: text.subject,
    body: text.body,
    html: text.html,
    linkPurpose: text.linkPurpose,
    linkMinutes,
    prompt: text.prompt,
    appointmentId: null,
    ownWording: null,
    capPer30Days: null,
    parts: text.parts,
    costMinor: text.parts * account.partCost,
    notBefore: db.now,
    expiresAt: db.now.add({ hours: messageHours }),
    trace: [],
  }
  const ids = await queueMessages(db.as('outreach'), [message])
  for (const messageId of ids.values()) {
    await addEntry(db, {
      threadId: to.threadId,
      direction: 'out',
      text: text.body,
      messageId,
      ...(staffId === null ? {} : { staffId }),
      understood: { message: kind },
    })
  }
  return ids.size === 0 ? 'already' : 'queued'
}
