// What the simulated clinic does: a dental and a primary care practice under one roof.
// - Keys are those that the recall packs name, so that their triggers and coverage sets meet real services.
// - Values are plain round figures in minor units of the clinic's currency; no source is claimed.

export const serviceKeys = [
  'hygiene',
  'perio_maintenance',
  'filling',
  'emergency',
  'checkup',
  'annual_wellness',
  'chronic_review',
] as const

export type ServiceKey = (typeof serviceKeys)[number]

export interface SimulatedService {
  readonly name: string
  readonly minutes: number
  readonly valueMinor: number
  readonly isBookable: boolean
  readonly staff: 'hygienist' | 'dentist' | 'physician'
  /** Procedure codes that such a visit leaves in the record (CDT), children's first where they differ. */
  readonly procedures: readonly {
    readonly code: string
    readonly display: string
    readonly forChildren?: boolean
  }[]
}

export const services: Readonly<Record<ServiceKey, SimulatedService>> = {
  hygiene: {
    name: 'Dental hygiene',
    minutes: 45,
    valueMinor: 22_000,
    isBookable: true,
    staff: 'hygienist',
    procedures: [
      { code: 'D1120', display: 'Prophylaxis, child', forChildren: true },
      { code: 'D1110', display: 'Prophylaxis, adult', forChildren: false },
    ],
  },
  perio_maintenance: {
    name: 'Perio maintenance',
    minutes: 60,
    valueMinor: 32_000,
    isBookable: true,
    staff: 'hygienist',
    procedures: [{ code: 'D4910', display: 'Periodontal maintenance' }],
  },
  filling: {
    name: 'Filling',
    minutes: 45,
    valueMinor: 38_000,
    isBookable: false,
    staff: 'dentist',
    procedures: [{ code: 'D2391', display: 'Resin-based composite, one surface' }],
  },
  emergency: {
    name: 'Emergency visit',
    minutes: 30,
    valueMinor: 20_000,
    isBookable: false,
    staff: 'dentist',
    procedures: [{ code: 'D0140', display: 'Limited oral evaluation' }],
  },
  checkup: {
    name: 'Check-up',
    minutes: 30,
    valueMinor: 18_000,
    isBookable: true,
    staff: 'physician',
    procedures: [],
  },
  annual_wellness: {
    name: 'Annual wellness visit',
    minutes: 40,
    valueMinor: 26_000,
    isBookable: true,
    staff: 'physician',
    procedures: [],
  },
  chronic_review: {
    name: 'Chronic care review',
    minutes: 20,
    valueMinor: 16_000,
    isBookable: true,
    staff: 'physician',
    procedures: [],
  },
}

export function isServiceKey(text: string | null): text is ServiceKey {
  return serviceKeys.some((key) => key === text)
}
