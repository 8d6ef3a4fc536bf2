// What criteria name of the clinic's own things. A stored document names them by id; one written by hand may name a provider
// or a place by its number or name.

import type { Criterion, LeafCriterion } from './criterion.ts'

export type ReferenceKind = 'provider' | 'location' | 'campaign'

export type CriteriaReferences = readonly {
  readonly what: ReferenceKind
  readonly reference: string
  readonly path: readonly (string | number)[]
}[]

type Path = readonly (string | number)[]

const fields = { provider: 'providers', location: 'locations', campaign: 'campaigns' } as const

export function referencesOf(criterion: Criterion, path: Path): CriteriaReferences {
  switch (criterion.kind) {
    case 'all':
    case 'any':
      return criterion.of.flatMap((one, index) => referencesOf(one, [...path, 'of', index]))
    case 'not':
      return referencesOf(criterion.of, [...path, 'of'])
    default:
      return namedIn(criterion).flatMap(({ what, references }) =>
        references.map((reference, index) => ({ what, reference, path: [...path, fields[what], index] })),
      )
  }
}

/** The criteria with every reference replaced. */
export function withReferences(
  criterion: Criterion,
  replace: (what: ReferenceKind, reference: string) => string,
): Criterion {
  switch (criterion.kind) {
    case 'all':
    case 'any':
      return { ...criterion, of: criterion.of.map((one) => withReferences(one, replace)) }
    case 'not':
      return { kind: 'not', of: withReferences(criterion.of, replace) }
    case 'last_visit':
    case 'visited': {
      const { providers, locations } = criterion
      return {
        ...criterion,
        ...(providers === undefined ? {} : { providers: providers.map((one) => replace('provider', one)) }),
        ...(locations === undefined ? {} : { locations: locations.map((one) => replace('location', one)) }),
      }
    }
    case 'campaign':
      return { ...criterion, campaigns: criterion.campaigns.map((one) => replace('campaign', one)) }
    default:
      return criterion
  }
}

function namedIn(
  leaf: LeafCriterion,
): readonly { readonly what: ReferenceKind; readonly references: readonly string[] }[] {
  switch (leaf.kind) {
    case 'last_visit':
    case 'visited':
      return [
        { what: 'provider', references: leaf.providers ?? [] },
        { what: 'location', references: leaf.locations ?? [] },
      ]
    case 'campaign':
      return [{ what: 'campaign', references: leaf.campaigns }]
    default:
      return []
  }
}
