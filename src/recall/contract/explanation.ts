import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { cycleObstacles } from '../rules/cycle.ts'
import { coverVerdicts, pauseKinds, recallStatuses, silenceKinds } from '../rules/status.ts'

const count = z.int().min(0)
const intervalShape = { months: count, days: count }

/** Who said so, when, why, and until when; a day has no time. */
const saidSchema = z.object({
  by: z.string(),
  reason: z.string(),
  at: whenSchema,
  /** Last day on which it holds; null: no end. */
  until: whenSchema.nullable(),
})

/** Another interval for this patient. */
export const arrangedIntervalSchema = saidSchema.extend({
  ...intervalShape,
  /** `round`: until the next trigger. */
  holds: z.enum(['round', 'always']),
})

/** Nobody here invites the patient for this, round after round. */
export const silenceSchema = saidSchema.extend({
  kind: z.enum(silenceKinds),
  /** balance: silent while the patient owes more, in minor units. */
  amountMinor: count.nullable(),
  /** co_managed: who recalls the patient. */
  recalledBy: z.string().nullable(),
  /** False: the balance is paid, or the last day is over. */
  isSilent: z.boolean(),
})

/** No invitation before a day, in this round. */
export const pauseSchema = saidSchema.omit({ until: true }).extend({ until: whenSchema })

const overrideSchema = saidSchema.extend({ due: whenSchema })

export const pauseKindSchema = z.enum(pauseKinds)

/** The interval that a round counts with, and where it comes from. */
export const usedIntervalSchema = z.object({
  ...intervalShape,
  from: z.enum(['type', 'risk', 'arranged']),
  /** risk: the code on record. */
  finding: z.string().nullable(),
})

const triggerSchema = z.object({
  kind: z.enum(['visit', 'procedure', 'diagnosis', 'result', 'plan_end']),
  on: whenSchema,
  code: z.string().nullable(),
  /** The clinic's name for the code, where it is one of its services. */
  service: z.string().nullable(),
  /** Another type whose code it is; null: this one's own. */
  ofType: z.string().nullable(),
})

/** `GET /api/recall/:patientId/:typeKey/why`. */
export const explanationSchema = z.object({
  patientId: z.string(),
  typeKey: z.string(),
  typeName: z.string(),
  /** Why there is no cycle; null: there is one. */
  obstacle: z.enum(cycleObstacles).nullable(),
  /** What the round counts from. */
  start: z
    .discriminatedUnion('kind', [
      triggerSchema,
      /** No visit of its own is on record; the last one of any kind counts. */
      z.object({
        kind: z.literal('any_visit'),
        on: whenSchema,
        code: z.string().nullable(),
        service: z.string().nullable(),
      }),
      /** Never done: due since the first visit, or since the least age. */
      z.object({
        kind: z.literal('never_done'),
        on: whenSchema,
        firstVisitOn: whenSchema,
        isByAge: z.boolean(),
      }),
    ])
    .nullable(),
  /** Older facts that would have counted too, the newest first, and how many there are. */
  passedOver: z.object({ newest: z.array(triggerSchema), total: count }),
  interval: usedIntervalSchema.nullable(),
  arranged: arrangedIntervalSchema.nullable(),
  dueComputed: whenSchema.nullable(),
  override: overrideSchema.nullable(),
  /** The day that counts. */
  due: whenSchema.nullable(),
  condition: z.object({ isNeeded: z.boolean(), found: z.string().nullable() }),
  exclusion: z.object({ isListed: z.boolean(), found: z.string().nullable() }),
  age: z.object({
    from: count.nullable(),
    to: count.nullable(),
    /** On the due date; null: birth date or due date unknown. */
    onDue: z.int().nullable(),
  }),
  sex: z.object({
    wanted: z.enum(['female', 'male']).nullable(),
    is: z.enum(['female', 'male', 'other', 'unknown']),
  }),
  replacedBy: z.string().nullable(),
  status: z.enum(recallStatuses).nullable(),
  cover: z.array(
    z.object({
      appointmentId: z.string(),
      at: whenSchema,
      service: z.string().nullable(),
      verdict: z.enum(coverVerdicts),
    }),
  ),
  silences: z.array(silenceSchema),
  pause: pauseSchema.nullable(),
  /** False while a change of facts waits to be computed for lists and campaigns. */
  isSettled: z.boolean(),
})
export type Explanation = z.infer<typeof explanationSchema>
