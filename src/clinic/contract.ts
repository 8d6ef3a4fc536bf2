import { z } from 'zod'
import { languages } from '../platform/rules/language.ts'
import { staffRoles } from './rules/actor.ts'

const LanguageCode = z.enum(languages)

/** Whether the connected practice system answers; null when the clinic has none. */
const PracticeSystem = z.object({
  state: z.enum(['answering', 'late', 'silent']),
  /** When it last answered, ready to show in the reader's language: “4 min ago”. */
  lastAnsweredText: z.string(),
})

/** `GET /api/session`: who is signed in, where, and what waits for them. */
export const Session = z.object({
  staff: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(staffRoles),
    language: LanguageCode,
  }),
  clinic: z.object({
    id: z.string(),
    name: z.string(),
    /** IANA. */
    zone: z.string(),
    /** ISO 3166 alpha-2. */
    country: z.string(),
    /** ISO 4217. */
    currency: z.string(),
    practiceType: z.enum(['dental', 'primary_care', 'physiotherapy', 'specialist']),
  }),
  /** Every clinic this person may open, this one included. */
  clinics: z.array(z.object({ id: z.string(), name: z.string() })),
  /** How many things wait for a person, by page; nothing else is counted in the menu. */
  waiting: z.object({
    inbox: z.number().int(),
    cleanup: z.number().int(),
  }),
  practiceSystem: PracticeSystem.nullable(),
})
export type Session = z.infer<typeof Session>

/**
 * `GET /api/session/presence`: when the session ends if nobody does anything. With every request the header
 * `x-kembali-idle` says how many seconds ago somebody last did; requests without it are no sign of a person.
 */
export const Presence = z.object({ limitSeconds: z.int(), remainingSeconds: z.int() })
export type Presence = z.infer<typeof Presence>

/** `POST /api/session/language`: the language of the console for this person, everywhere they sign in. */
export const ChooseLanguage = z.object({ language: LanguageCode })
export type ChooseLanguage = z.infer<typeof ChooseLanguage>

/** `POST /api/session/clinic`: which of their clinics this session works in. */
export const ChooseClinic = z.object({ clinicId: z.string() })
export type ChooseClinic = z.infer<typeof ChooseClinic>

/** `POST /api/set-up`: an account from a one-time link: the first start prints one for the owner, `staff link` the others. */
export const SetUp = z.object({
  token: z.string().min(1),
  name: z.string().trim().min(1).max(200),
  email: z.email(),
  password: z.string().min(12).max(128),
  language: LanguageCode,
})
export type SetUp = z.infer<typeof SetUp>

/** `POST /api/sign-in-link`: spends a one-time sign-in link. */
export const SpendSignInLink = z.object({ token: z.string().min(1) })
export type SpendSignInLink = z.infer<typeof SpendSignInLink>
