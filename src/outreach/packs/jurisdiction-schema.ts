import { z } from 'zod'
import { consentNeeds } from '../rules/jurisdiction.ts'
import { messagePurposes } from '../rules/message-template.ts'

const source = {
  source: z.string().min(1),
  verifiedOn: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'must be a month or a day such as "2026-11"')
    .nullable(),
  status: z.enum(['primary', 'secondary', 'unverified']),
}

const purposes = z.array(z.enum(messagePurposes)).min(1)
const channels = z.array(z.enum(['sms', 'email', 'call', 'letter'])).min(1)
const regions = z
  .array(z.string().regex(/^[A-Z0-9]{1,4}$/))
  .min(1)
  .nullable()

/** "08:00-20:00" or "closed". */
const day = z
  .string()
  .regex(
    /^(closed|([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00))$/,
    'must be "HH:MM-HH:MM" or "closed"',
  )
  .refine((text) => text === 'closed' || text.slice(0, 5) < text.slice(6), 'closes before it opens')

const hours = z.strictObject({ ...source, purposes, regions, weekdays: day, saturday: day, sunday: day })

/** One file of packs/jurisdictions. */
export const jurisdictionFileSchema = z.strictObject({
  code: z.string().regex(/^([A-Z]{2}|default)$/, 'must be an ISO country code or "default"'),
  regionNames: z.record(z.string(), z.string()),
  consent: z.array(z.strictObject({ ...source, purposes, channels, need: z.enum(consentNeeds) })).min(1),
  hours: z.array(hours),
  caps: z.array(
    z.strictObject({ ...source, regions, contacts: z.int().min(1), withinHours: z.int().min(1).max(744) }),
  ),
  warnings: z.array(z.strictObject({ ...source, purposes, text: z.string().min(1) })),
  sms: z.strictObject({
    ...source,
    links: z.boolean(),
    phoneNumbers: z.boolean(),
    reservedUnits: z.int().min(0).max(40),
    plainLetters: z.boolean(),
  }),
  sender: z.strictObject({ ...source, requirement: z.string().min(1) }),
  cancelWord: z.strictObject({ ...source, policy: z.enum(['opt_out_first', 'ask_about_visit']) }),
  emergency: z.strictObject({ ...source, number: z.string().regex(/^\d{3}$/) }),
})

export type JurisdictionFile = z.infer<typeof jurisdictionFileSchema>
