import { z } from 'zod'

/** `GET /api/patients/search?q=`: name in any script, number, phone, e-mail or birth date (1959-03-14). */
export const patientSearchQuery = z.object({ q: z.string().trim().min(2).max(100) })

export const patientHitsSchema = z.object({
  patients: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Tells people of one name apart: birth date and number. */
      note: z.string(),
    }),
  ),
})
