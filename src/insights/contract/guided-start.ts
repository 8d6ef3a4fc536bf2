import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { type StartGap, startGaps, startSteps } from '../rules/guided-start.ts'

/** `GET /api/start`: how far a new clinic is. */
export const guidedStartSchema = z.object({
  /** Somebody left it for now, for everybody of the clinic; null: it goes on. */
  left: z.object({ at: whenSchema, by: z.string() }).nullable(),
  /** Names the clinic in commands; null: it is the only one here, and needs no name. */
  clinicKey: z.string().nullable(),
  steps: z.array(
    z.object({
      step: z.enum(startSteps),
      place: z.enum(['done', 'now', 'later']),
      /** What is missing, the most needed first. */
      gaps: z.array(
        z.object({
          what: z.enum(startGaps),
          count: z.int().min(0).nullable(),
          isAdvice: z.boolean(),
        }),
      ),
    }),
  ),
})
export type GuidedStart = z.infer<typeof guidedStartSchema>

/** `POST /api/start`: leave it for now, or take it up again. */
export const startChoiceBody = z.strictObject({ choice: z.enum(['not_now', 'go_on']) })

/** What whoever runs Kembali at the clinic types, where a gap is closed on the command line; the command line speaks English. */
export const startCommands: Readonly<Partial<Record<StartGap, readonly string[]>>> = {
  no_patients: ['kembali import csv patients.csv', 'kembali import fhir export'],
  no_visits: ['kembali import csv visits.csv'],
  no_consent: [
    'kembali import csv patients.csv --consent-basis care_recall --evidence "registration form, since 2021"',
  ],
  no_services: ['kembali schedule import schedule.yaml'],
  no_hours: ['kembali schedule import schedule.yaml'],
  types_without_service: ['kembali schedule import schedule.yaml'],
  links_open_nowhere: ['KEMBALI_PUBLIC_URL=https://clinic.example kembali serve'],
}
