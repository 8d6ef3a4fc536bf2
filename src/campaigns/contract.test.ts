import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { PackError, packTexts } from '../platform/packs/read-pack.ts'
import { readCampaignDocument, shippedCampaignDocuments } from './read-campaign-document.ts'

const texts = await packTexts('campaigns')
const recallText = texts.find(({ file }) => file.endsWith('recall.yaml'))?.text ?? ''
const reactivationText = texts.find(({ file }) => file.endsWith('reactivation.yaml'))?.text ?? ''

function faultsOf(text: string): readonly string[] {
  const read = readCampaignDocument({ file: 'mine.yaml', text })
  return read.ok ? [] : read.error.map(({ key, what }) => `${key}: ${what}`)
}

function changed(text: string, change: (document: Record<string, unknown>) => void): string {
  const document: Record<string, unknown> = parse(text)
  change(document)
  return stringify(document)
}

describe('a campaign document', () => {
  it('ships as recall and reactivation', async () => {
    const documents = await shippedCampaignDocuments()
    expect(documents.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'reactivation reactivation',
      'recall recall',
    ])
  })

  it.each<[string, string, string]>([
    ['a name missing in one language', recallText.replace('  ru: Плановые визиты\n', ''), 'name.ru: '],
    ['a field nobody knows', `${recallText}\ncolour: blue\n`, ': Unrecognized key: "colour"'],
    [
      'a window the wrong way round',
      recallText.replace('to: "18:00"', 'to: "08:00"'),
      'steps.0.window: "from" must be before "to"',
    ],
    [
      'a step named twice',
      recallText.replace('key: reminder', 'key: invitation'),
      'steps.2.key: "invitation" is used twice',
    ],
    [
      'a step too late before it begins',
      recallText.replace('latestDays: -46', 'latestDays: -80'),
      'steps.0.latestDays: lies before "days"',
    ],
    [
      'a band without words',
      reactivationText.replace(/ +overdue_6_12: reactivation_overdue_6_12\n/, ''),
      'steps.0.messageByBand.overdue_6_12: has no message',
    ],
    [
      'a reactivation anchored on a due date',
      reactivationText.replace('anchor: enrolled', 'anchor: due'),
      'steps.0.anchor: only a recall has a due date',
    ],
    [
      'a recall for marketing',
      recallText.replace('purpose: care_recall', 'purpose: marketing'),
      'purpose: a recall campaign is care_recall: anything else is another campaign',
    ],
    ['a hold-out of everybody', recallText.replace('holdOutShare: 0.1', 'holdOutShare: 1'), 'holdOutShare: '],
    [
      'an invitation to who has a time',
      recallText.replace(/whenBooked: skip/, 'whenBooked: send'),
      'steps.1.whenBooked: whoever has a time is not invited: must be skip',
    ],
    [
      'asking on after an opt-out',
      recallText.replace('[booked, declined, opted_out]', '[booked]'),
      'ends.on: must contain opted_out: nobody is asked on after that',
    ],
    ['text that is not YAML', 'steps: [', ': '],
  ])('is refused with its place: %s', (_, text, expected) => {
    const faults = faultsOf(text)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults[0]).toContain(expected)
  })

  it('is refused when the audience is of the other programme', () => {
    const text = changed(reactivationText, (document) => {
      Object.assign(document, { kind: 'recall', purpose: 'care_recall' })
    })
    expect(faultsOf(text)).toContain('audience.kind: a recall campaign needs "due" or the programme "recall"')
  })

  it('names the file when a shipped one is broken', () => {
    const read = readCampaignDocument({ file: 'packs/campaigns/x.yaml', text: 'key: x' })
    if (read.ok) throw new Error('accepted')
    expect(new PackError(read.error).message).toContain('packs/campaigns/x.yaml: kind: ')
  })
})
