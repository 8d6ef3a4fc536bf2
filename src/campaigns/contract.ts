import { z } from 'zod'
import { campaignAudienceSchema } from './contract/audience-document.ts'
import { ownWordingsSchema } from './contract/wording.ts'
import { bandsOf, ownAudience } from './rules/audience-document.ts'
import {
  appointmentStepKinds,
  bandsWithoutWords,
  type CampaignDocument,
  campaignKinds,
  campaignPurposes,
  channels,
  enrolmentStepKinds,
  lapseSituations,
  reactionKinds,
  stepAnchors,
} from './rules/campaign-document.ts'
import { lapseBands } from './rules/lapse-band.ts'

const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _')
const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:30"')
const days = z.int().min(-3660).max(3660)
const channelList = z
  .array(z.enum(channels))
  .min(1, 'name at least one channel')
  .refine((list) => new Set(list).size === list.length, 'names a channel twice')

const windowSchema = z
  .strictObject({ from: wallClock, to: wallClock })
  .refine((window) => window.from < window.to, '"from" must be before "to"')

const enrolmentStepSchema = z.strictObject({
  key,
  kind: z.enum(enrolmentStepKinds),
  anchor: z.enum(stepAnchors),
  days,
  latestDays: days.optional(),
  window: windowSchema,
  channels: channelList,
  followUpAfterDays: z.int().min(1).max(60).optional(),
  message: key,
  messageByBand: z.partialRecord(z.enum(lapseBands), key).optional(),
  messageBySituation: z.partialRecord(z.enum(lapseSituations), key).optional(),
  onlyIf: z.enum(['always', 'no_reaction']),
  whenBooked: z.enum(['send', 'skip']),
})

const appointmentStepSchema = z.strictObject({
  key,
  kind: z.enum(appointmentStepKinds),
  anchor: z.enum(['starts', 'ends']),
  days,
  latestDays: days,
  afterMinutes: z.int().min(0).max(1440).optional(),
  window: windowSchema,
  channels: channelList,
  message: key,
})

const title = z.string().trim().min(1).max(80)

/** A campaign as it is written in YAML, edited in the console and pinned by a version. */
export const campaignDocumentSchema = z
  .strictObject({
    key,
    kind: z.enum(campaignKinds),
    name: z.strictObject({ en: title, pl: title, ru: title, ms: title }),
    purpose: z.enum(campaignPurposes),
    audience: campaignAudienceSchema,
    steps: z.array(enrolmentStepSchema).min(1, 'a campaign needs a step'),
    appointmentSteps: z.array(appointmentStepSchema),
    holdOutShare: z.number().min(0).max(0.5),
    caps: z.strictObject({
      perPatientPer30Days: z.int().min(1).max(10),
      firstGapDays: z.int().min(1).max(180),
      laterGapDays: z.int().min(1).max(365),
      maxAttempts: z.int().min(1).max(5),
    }),
    ends: z.strictObject({
      on: z.array(z.enum(reactionKinds)),
      exhaustedAfterDays: z.int().min(1).max(365),
    }),
    wording: ownWordingsSchema.optional(),
  })
  .superRefine((document, context) => {
    for (const { path, message } of contradictions(document)) {
      context.addIssue({ code: 'custom', path: [...path], message })
    }
  }) satisfies z.ZodType<CampaignDocument>

interface Contradiction {
  readonly path: readonly (string | number)[]
  readonly message: string
}

function contradictions(document: CampaignDocument): readonly Contradiction[] {
  return [
    ...kindContradictions(document),
    ...duplicateKeys(document),
    ...document.steps.flatMap((_, index) => stepContradictions(document, index)),
    ...document.appointmentSteps.flatMap(({ days: planned, latestDays }, index) =>
      latestDays < planned ? [at(['appointmentSteps', index, 'latestDays'], 'lies before "days"')] : [],
    ),
    ...(['booked', 'opted_out'] as const)
      .filter((reaction) => !document.ends.on.includes(reaction))
      .map((reaction) => at(['ends', 'on'], `must contain ${reaction}: nobody is asked on after that`)),
  ]
}

function kindContradictions({ kind, audience, purpose }: CampaignDocument): readonly Contradiction[] {
  const place = ['audience', ...(audience.kind === 'criteria' ? ['programme'] : []), 'kind']
  return [
    // What a saved audience holds is known where it is read (check-campaign-audience.ts).
    ...(audience.kind === 'saved' || ownAudience(audience).programme.kind === kind
      ? []
      : [at(place, programmeWanted(kind))]),
    ...(kind === 'recall' && purpose !== 'care_recall'
      ? [at(['purpose'], 'a recall campaign is care_recall: anything else is another campaign')]
      : []),
  ]
}

function programmeWanted(kind: CampaignDocument['kind']): string {
  const simple = { recall: '"due" or ', reactivation: '"lapsed" or ', one_off: '' }[kind]
  return `a ${kind} campaign needs ${simple}the programme "${kind}"`
}

function duplicateKeys(document: CampaignDocument): readonly Contradiction[] {
  const seen = new Set<string>()
  const check = (list: 'steps' | 'appointmentSteps'): readonly Contradiction[] =>
    document[list].flatMap((step, index) => {
      if (seen.has(step.key)) return [at([list, index, 'key'], `"${step.key}" is used twice`)]
      seen.add(step.key)
      return []
    })
  return [...check('steps'), ...check('appointmentSteps')]
}

function stepContradictions(document: CampaignDocument, index: number): readonly Contradiction[] {
  const step = document.steps[index]
  if (step === undefined) return []
  const found: Contradiction[] = []
  const say = (field: string, message: string) => found.push(at(['steps', index, field], message))

  if (step.anchor === 'previous' && index === 0) say('anchor', 'the first step has no previous one')
  if (step.anchor === 'previous' && step.days < 1) say('days', 'must be at least 1 after the previous step')
  if (step.anchor === 'due' && document.kind !== 'recall') say('anchor', 'only a recall has a due date')
  if (step.anchor === 'enrolled' && step.days < 0) say('days', 'cannot lie before the enrolment')
  if (step.latestDays !== undefined && step.latestDays < step.days) say('latestDays', 'lies before "days"')
  if (step.kind !== 'education' && step.onlyIf !== 'no_reaction') {
    say('onlyIf', 'whoever has answered is not asked again: must be no_reaction')
  }
  if (step.kind !== 'education' && step.whenBooked !== 'skip') {
    say('whenBooked', 'whoever has a time is not invited: must be skip')
  }
  if (step.followUpAfterDays !== undefined && step.channels.length < 2) {
    say('followUpAfterDays', 'needs a second channel')
  }
  found.push(...missingBands(document, index))
  return found
}

/** Once a step speaks by band it must have words for every band admitted (MISSION B3). */
function missingBands({ audience, steps }: CampaignDocument, index: number): readonly Contradiction[] {
  const step = steps[index]
  if (step === undefined || audience.kind === 'saved') return []
  return bandsWithoutWords(step, bandsOf(ownAudience(audience))).map((band) =>
    at(['steps', index, 'messageByBand', band], 'has no message'),
  )
}

function at(path: readonly (string | number)[], message: string): Contradiction {
  return { path, message }
}
