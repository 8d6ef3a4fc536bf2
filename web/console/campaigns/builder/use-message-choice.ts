import { useState } from 'react'
import type { AudienceCount, Preview } from '../../../../src/campaigns/contract/audience.ts'
import type { Language } from '../../messages/language.ts'
import {
  type AnyStep,
  type CampaignDocument,
  type Channel,
  type Wording,
  wordingsOf,
} from '../campaign-document.ts'

export type Sample = AudienceCount['sample'][number]
export type MessagePreview = Preview['previews'][number]

/** Chosen instead of a patient: the text as anybody would get it. */
export const anybody = 'anybody'

export const languagesShown = ['pl', 'ru', 'ms', 'en'] as const satisfies readonly Language[]

interface Looking {
  readonly any: AnyStep
  readonly document: CampaignDocument
  readonly count: AudienceCount | undefined
}

/** Which text of a step is looked at: whose wording, by which channel, in which language, for which patient. */
export function useMessageChoice({ any, document, count }: Looking) {
  const wordings = textsOf(any, document)
  const [message, setMessage] = useState<string>()
  const [wantedChannel, setChannel] = useState<Channel>()
  const [wantedLanguage, setLanguage] = useState<Language>()
  const [wantedPatient, setPatient] = useState<string>()
  const [form, setForm] = useState<string>()
  const wording = wordings.find((one) => one.message === message) ?? wordings[0]
  const language = wantedLanguage ?? largestLanguage(count)
  const people = (count?.sample ?? []).filter((one) => isFor(one, wording) && one.language === language)
  const patient =
    wantedPatient === anybody
      ? undefined
      : (people.find((one) => one.patientId === wantedPatient) ?? people[0])
  return {
    wordings,
    message: wording?.message ?? any.step.message,
    setMessage,
    channel: any.step.channels.find((one) => one === wantedChannel) ?? any.step.channels[0] ?? 'sms',
    setChannel,
    language,
    setLanguage,
    /** Of an SMS; undefined: the first there is. */
    form,
    setForm,
    /** Those of the sample who would get this wording in this language. */
    people,
    patient,
    setPatient,
  }
}

export type MessageChoice = ReturnType<typeof useMessageChoice>

function textsOf({ step, follows, part }: AnyStep, document: CampaignDocument): readonly Wording[] {
  const own = follows === 'enrolment' ? document.steps.find((one) => one.key === part) : undefined
  return own ? wordingsOf(own, document.audience) : [{ message: step.message, group: null }]
}

function isFor(patient: Sample, wording: Wording | undefined): boolean {
  const group = wording?.group ?? null
  return group === null || patient.band === null || patient.band === group
}

function largestLanguage(count: AudienceCount | undefined): Language {
  const sorted = [...(count?.languages ?? [])].sort((one, other) => other.patients - one.patients)
  return sorted[0]?.language ?? languagesShown[0]
}
