import type { AudienceDocument, Programme } from '../../rules/audience-document.ts'
import type { Criterion } from '../../rules/criteria/criterion.ts'
import { lapseBands } from '../../rules/lapse-band.ts'
import { criterionPhrase } from './criterion-phrase.ts'
import type { AudienceNames, AudienceSentence, Phrase, SentencePart } from './sentence.ts'

type Path = readonly (string | number)[]

/** The sentence of an audience. Pure: the same document and names give the same sentence in every language. */
export function audienceSentence(
  { programme, criteria }: AudienceDocument,
  names: AudienceNames,
): AudienceSentence {
  const parts = criteria === undefined ? [] : topParts(criteria, names)
  return { head: headOf(programme, names, parts.length > 0 ? '' : 'All'), parts }
}

/** An outermost "and" is the sentence itself. */
function topParts(criteria: Criterion, names: AudienceNames): readonly SentencePart[] {
  return criteria.kind === 'all'
    ? criteria.of.map((one, index) => partOf(one, { names, path: ['of', index], is: 'yes' }))
    : [partOf(criteria, { names, path: [], is: 'yes' })]
}

interface Place {
  readonly names: AudienceNames
  readonly path: Path
  readonly is: 'yes' | 'no'
}

function partOf(criterion: Criterion, { names, path, is }: Place): SentencePart {
  switch (criterion.kind) {
    // Denied twice is said plainly.
    case 'not':
      return partOf(criterion.of, { names, path: [...path, 'of'], is: is === 'yes' ? 'no' : 'yes' })
    case 'all':
    case 'any': {
      const [only, ...others] = criterion.of
      if (only !== undefined && others.length === 0)
        return partOf(only, { names, path: [...path, 'of', 0], is })
      return {
        kind: 'group',
        key: `audiences.group.${criterion.kind}`,
        is,
        join: criterion.kind === 'all' ? 'and' : 'or',
        parts: criterion.of.map((one, index) =>
          partOf(one, { names, path: [...path, 'of', index], is: 'yes' }),
        ),
        path,
      }
    }
    default: {
      const { key, values, isDenied = false } = criterionPhrase(criterion, names)
      const said = isDenied === (is === 'no') ? 'yes' : 'no'
      return { kind: 'phrase', phrase: { key, values: { ...values, is: said } }, path }
    }
  }
}

function headOf(programme: Programme, names: AudienceNames, ending: '' | 'All'): Phrase {
  switch (programme.kind) {
    case 'recall': {
      const { recallTypes } = programme
      return {
        key: `audiences.head.recall${ending}`,
        values: {
          types:
            recallTypes.length === 0
              ? { words: ['audiences.types.any'] }
              : { names: recallTypes.map((key) => names.recallTypes.get(key) ?? key) },
          window: { phrase: windowPhrase(programme.enrolFromDays, programme.enrolUntilDays) },
        },
      }
    }
    case 'reactivation': {
      const bands = lapseBands.filter((band) => programme.bands.includes(band))
      return {
        key: `audiences.head.reactivation${ending}`,
        values: { bands: { words: bands.map((band) => `audiences.band.${band}` as const) } },
      }
    }
    case 'one_off':
      return { key: `audiences.head.oneOff${ending}`, values: {} }
  }
}

function windowPhrase(from: number, until: number): Phrase {
  if (from < 0 && until > 0)
    return { key: 'audiences.window.around', values: { before: -from, after: until } }
  return until <= 0
    ? { key: 'audiences.window.before', values: { from: -from, until: -until } }
    : { key: 'audiences.window.after', values: { from, until } }
}
