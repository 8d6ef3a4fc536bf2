import { allPacks, PackError, type PackFault, packTexts, readPack } from '../../platform/packs/read-pack.ts'
import { languages } from '../../platform/rules/language.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { whatIsWrong } from '../describe-text-fault.ts'
import type { MessagePack, MessageTemplate, SmsVariant } from '../rules/message-template.ts'
import { smsVariantNames } from '../rules/message-template.ts'
import { wayOutFaults } from '../rules/text-faults.ts'
import {
  type ActionFile,
  actionFileSchema,
  frameFileSchema,
  type MessageEntry,
  type MessageFile,
  messageFileSchema,
  type Variants,
} from './message-schema.ts'

interface PackText {
  readonly file: string
  readonly text: string
}

/** The texts that ship in packs/messages; throws `PackError` naming file, key and fault when one is not usable. */
export async function loadMessages(): Promise<MessagePack> {
  const pack = readMessagePack(await packTexts('messages'))
  if (!pack.ok) throw new PackError(pack.error)
  return pack.value
}

/** Puts the files of a message pack together: one `frame.yaml`, one `actions.yaml`, messages in all others. */
export function readMessagePack(files: readonly PackText[]): Result<MessagePack, readonly PackFault[]> {
  const named = (name: string) => files.filter(({ file }) => file.endsWith(`/${name}`))
  const others = files.filter(({ file }) => !/\/(frame|actions)\.yaml$/.test(file))
  try {
    const [frame] = allPacks(named('frame.yaml').map((source) => readPack(frameFileSchema, source)))
    const [actions] = allPacks(named('actions.yaml').map((source) => readPack(actionFileSchema, source)))
    if (frame === undefined || actions === undefined) {
      return fail([{ file: 'packs/messages', key: '', what: 'frame.yaml and actions.yaml are needed' }])
    }
    const read = allPacks(others.map((source) => withFile(source, readPack(messageFileSchema, source))))
    return assembled(read, { frame: frame.frame, actions: actions.actions })
  } catch (error) {
    if (error instanceof PackError) return fail(error.faults)
    throw error
  }
}

type NamedFile = MessageFile & { readonly file: string }

function withFile(
  source: PackText,
  read: Result<MessageFile, readonly PackFault[]>,
): Result<NamedFile, readonly PackFault[]> {
  return read.ok ? ok({ ...read.value, file: source.file }) : read
}

function assembled(
  files: readonly NamedFile[],
  shared: { readonly frame: MessagePack['frame']; readonly actions: ActionFile['actions'] },
): Result<MessagePack, readonly PackFault[]> {
  const messages = new Map<string, MessageTemplate>()
  const faults: PackFault[] = []
  for (const file of files) {
    for (const [key, entry] of Object.entries(file.messages)) {
      const say = (what: string) => faults.push({ file: file.file, key: `messages.${key}`, what })
      const action = entry.sms?.action
      if (messages.has(key)) say('is written twice')
      if (action !== undefined && shared.actions[action] === undefined) say(`there is no action "${action}"`)
      const template: MessageTemplate = {
        key,
        purpose: entry.purpose,
        version: file.version,
        status: file.status,
        optOut: entry.optOut,
        sms: smsOf(entry, action === undefined ? {} : (shared.actions[action] ?? {})),
        email: entry.email ?? null,
      }
      for (const what of withoutWayOut(template)) say(what)
      messages.set(key, template)
    }
  }
  return faults.length > 0 ? fail(faults) : ok({ frame: shared.frame, messages })
}

/** Where no opt-out line is added, the texts themselves say how the messages end. */
function withoutWayOut({ sms, optOut }: MessageTemplate): readonly string[] {
  return smsVariantNames.flatMap((form) =>
    languages.flatMap((language) =>
      wayOutFaults(sms[form]?.text[language] ?? '', {
        form,
        optOut: optOut && sms[form] !== undefined,
        language,
      }).map((fault) => `sms.variants.${form}.${language}: ${whatIsWrong(fault)}`),
    ),
  )
}

/** A lead stands before its action's sentence; the message's own variants replace those of the action. */
function smsOf(entry: MessageEntry, action: Variants): MessageTemplate['sms'] {
  const own = entry.sms?.variants ?? {}
  const lead = entry.sms?.lead
  const found: Partial<Record<(typeof smsVariantNames)[number], SmsVariant>> = {}
  for (const name of smsVariantNames) {
    const variant = own[name] ?? action[name]
    if (variant === undefined) continue
    const { options, ...text } = variant
    if (lead !== undefined) {
      for (const language of languages) text[language] = `${lead[language]} ${text[language]}`
    }
    found[name] = { options, text }
  }
  return found
}
