import { describe, expect, it } from 'vitest'
import { describeFault, packTexts } from '../../platform/packs/read-pack.ts'
import { readMessagePack } from './load-messages.ts'

const files = await packTexts('messages')

/** What the loader says after one file has been changed. */
function faultsAfter(name: string, change: (text: string) => string): readonly string[] {
  const read = readMessagePack(
    files.map((source) => (source.file.endsWith(name) ? { ...source, text: change(source.text) } : source)),
  )
  return read.ok ? [] : read.error.map(describeFault)
}

const replaced = (from: string | RegExp, to: string) => (text: string) => {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`nothing to replace: ${from}`)
  return changed
}

describe('a message pack', () => {
  it('that is sound has no faults', () => {
    expect(faultsAfter('recall.yaml', (text) => text)).toEqual([])
  })

  it.each([
    [
      'a language missing',
      'frame.yaml',
      replaced(/ +ms: .*STOP"\n/, ''),
      'packs/messages/frame.yaml: frame.smsOptOut.ms: ',
    ],
    [
      'text that is no ICU',
      'recall.yaml',
      replaced('zbliża się termin kontroli.', 'zbliża się {'),
      'packs/messages/recall.yaml: messages.recall_invitation.sms.lead.pl: EXPECT_ARGUMENT_CLOSING_BRACE',
    ],
    [
      'a value nobody gives',
      'visit.yaml',
      replaced('{day}', '{dzien}'),
      '{dzien} is not a value a message has',
    ],
    [
      'a value lost in translation',
      'actions.yaml',
      replaced('Rejestracja: {link}.', 'Rejestracja.'),
      'packs/messages/actions.yaml: actions.book.link.pl: names other values than en (link)',
    ],
    [
      'a link where none is allowed',
      'actions.yaml',
      replaced(
        /Reply 1 to pick a time, 2 for not now\.|Odpowiedź 1: wybór terminu, 2: nie teraz\./,
        'Reply 1 or 2: {link}',
      ),
      'packs/messages/actions.yaml: actions.book.reply',
    ],
    [
      'a digit the text does not explain',
      'conversation.yaml',
      replaced('3 neither', 'neither'),
      'does not say what 3 does',
    ],
    [
      'a reply that offers nothing',
      'visit.yaml',
      replaced('          options: { "2": move }\n', ''),
      'sms.variants.reply: offers no digit',
    ],
    [
      'an action nobody wrote',
      'recall.yaml',
      replaced('action: book', 'action: buy'),
      'packs/messages/recall.yaml: messages.recall_invitation: there is no action "buy"',
    ],
    [
      'a lead without an action',
      'recall.yaml',
      replaced('      action: book\n', ''),
      'lead and action go together',
    ],
    [
      'a purpose nobody knows',
      'recall.yaml',
      replaced('purpose: care_recall', 'purpose: selling'),
      'packs/messages/recall.yaml: messages.recall_education.purpose: ',
    ],
    [
      'one message twice',
      'reactivation.yaml',
      replaced('reactivation_reminder_overdue:', 'recall_reminder:'),
      'messages.recall_reminder: is written twice',
    ],
    ['a field misspelt', 'visit.yaml', replaced('optOut: false', 'optout: false'), 'messages.visit_confirm'],
  ])('is refused with file and place: %s', (...[, file, change, expected]) => {
    expect(faultsAfter(file, change).join('\n')).toContain(expected)
  })
})
