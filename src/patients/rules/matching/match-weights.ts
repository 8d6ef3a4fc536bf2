// What each finding says, as odds: how often it is seen between two records of one person (m), and between two records
// of different people (u). Its weight in bits is log2(m / u); weights of independent fields add up (Fellegi and Sunter,
// "A Theory for Record Linkage", JASA 64, 1969).
// - Read once more before changing a number: they are opinions with reasons, not fitted to any one file.
// - Where a field is common in the clinic (a name, a postcode), its own share takes the place of u.

interface Odds {
  readonly m: number
  readonly u: number
}

/**
 * m is judged after what was found wrong in the confirmed duplicates of 398,939 records (Just et al., Perspectives in
 * Health Information Management 2016): second names most of all, names misspelt or swapped, numbers that differ; family
 * names change with marriage. u is how often chance gives the same: one in so many days, names, households.
 */
export const odds = {
  given: {
    same: { m: 0.8, u: 0.0055 },
    // One record has a second name that the other lacks.
    part: { m: 0.06, u: 0.004 },
    variant: { m: 0.03, u: 0.002 },
    sounds: { m: 0.03, u: 0.002 },
    slip: { m: 0.05, u: 0.003 },
    close: { m: 0.02, u: 0.006 },
    initial: { m: 0.02, u: 0.05 },
    // One record carries a nickname that no table knows, or another name altogether.
    differs: { m: 0.025, u: 0.93 },
  },
  family: {
    same: { m: 0.8, u: 0.0005 },
    part: { m: 0.04, u: 0.0005 },
    variant: { m: 0.005, u: 0.0005 },
    sounds: { m: 0.03, u: 0.0006 },
    slip: { m: 0.05, u: 0.001 },
    close: { m: 0.02, u: 0.003 },
    initial: { m: 0.005, u: 0.05 },
    // Marriage and divorce.
    differs: { m: 0.06, u: 0.98 },
  },
  // jr and sr, where both records say one.
  generation: { same: { m: 0.95, u: 0.5 }, differs: { m: 0.01, u: 0.5 } },
  birthDate: {
    same: { m: 0.92, u: 1 / 25_000 },
    // Practice systems write 1 January where only the year is known.
    same_first_of_year: { m: 0.02, u: 1 / 30_000 },
    swapped: { m: 0.01, u: 1 / 25_000 },
    slip: { m: 0.03, u: 1 / 900 },
    two_parts: { m: 0.015, u: 1 / 250 },
    differs: { m: 0.02, u: 0.99 },
  },
  sex: { same: { m: 0.98, u: 0.5 }, differs: { m: 0.01, u: 0.5 } },
  // Most patients of a clinic live around it; people move.
  place: { same: { m: 0.7, u: 0.03 }, near: { m: 0.1, u: 0.08 }, differs: { m: 0.2, u: 0.89 } },
  street: {
    same: { m: 0.6, u: 0.0015 },
    street: { m: 0.1, u: 0.008 },
    differs: { m: 0.3, u: 0.99 },
  },
  // Numbers change, and families share one.
  contact: { same: { m: 0.6, u: 0.0015 }, differs: { m: 0.4, u: 0.998 } },
  nationalId: {
    same_sound: { m: 0.9, u: 1e-7 },
    // No check digits that we know: typed wrongly, lent by a mother to her child.
    same: { m: 0.8, u: 1e-5 },
    // The state gives nobody two.
    differs_sound: { m: 1e-9, u: 1 },
    differs: { m: 0.15, u: 0.999 },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Odds>>>>

/** Nothing rarer is believed of a name: the records at hand are too few to tell. */
const rarest = { given: 1 / 182, family: 1 / 2_000 } as const

/** Family name in the place of the given name and the other way round, on one of the records. */
export const swapOdds: Odds = { m: 0.02, u: 1 }

export function bitsOf({ m, u }: Odds): number {
  return Math.log2(m / u)
}

/** The weight of a name that both have, by how common it is here. */
export function bitsOfShared(
  field: 'given' | 'family',
  level: 'same' | 'part',
  share: number | undefined,
): number {
  const { m, u } = odds[field][level]
  return bitsOf({ m, u: Math.max(u, share ?? 0, level === 'same' ? rarest[field] : 0) })
}

/** The weight of a postcode or city that both have. */
export function bitsOfPlace(share: number | undefined): number {
  return bitsOf({ m: odds.place.same.m, u: Math.max(0.002, share ?? 0.002) })
}

/**
 * What a family has in common is one finding, not five: name, home, telephone. Where the people themselves differ
 * (another given name, another birth date altogether) it says no more than that they are a family.
 */
export const mostOfHousehold = { alike: 16, apart: 4 } as const

/** Duplicates that a clinic's records are expected to hold, per record. */
const duplicatesPerRecord = 0.02

/** The odds that are asked for before staff are bothered: one proposal in a hundred may be wrong. */
const wantedBits = Math.log2(99)

/** A small clinic gets no laxer rule than this many records would. */
const fewestRecords = 2_000

/** How many bits two records of a clinic need: any two of a million are less likely to be one person than any two of a thousand. */
export function bitsNeeded(records: number): number {
  return priorBits(records) + wantedBits
}

/** Bits that speak against any two records before they are looked at: there are records / 2 others for each of them. */
export function priorBits(records: number): number {
  return Math.log2(Math.max(records, fewestRecords) / (2 * duplicatesPerRecord))
}
