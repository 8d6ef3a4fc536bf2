import { Radio } from '@mantine/core'
import type { Duplicate, DuplicateSide } from '../../../src/patients/contract/duplicates.ts'
import { StatusMark } from '../../ui/status/Status.tsx'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { nameLanguage } from '../patients/name-language.ts'
import classes from './cleanup.module.css'

interface PairCompareProps {
  readonly pair: Duplicate
  /** Which record lives on. */
  readonly survivorId: string
  /** Undefined for those who may only look. */
  readonly onSurvivor: ((id: string) => void) | undefined
}

type Agreement = 'same' | 'alike' | 'differs' | 'unknown'

interface Line {
  readonly label: MessageKey
  /** Each value on a line of its own; empty: not on record. */
  readonly values: readonly [readonly string[], readonly string[]]
  /** Null: nothing to compare. */
  readonly agreement: Agreement | null
}

/** Both records, field by field: what agrees, what differs, what one of them lacks. */
export function PairCompare({ pair, survivorId, onSurvivor }: PairCompareProps) {
  const text = useText()
  const sides = [pair.one, pair.other] as const
  return (
    <div className={classes['pair']}>
      {sides.map((side) => (
        <div key={side.patientId} className={classes['pairHead']}>
          {onSurvivor ? (
            <Radio
              name="survivor"
              value={side.patientId}
              checked={survivorId === side.patientId}
              onChange={() => onSurvivor(side.patientId)}
              label={text('cleanup.staysRecord', { number: side.number })}
            />
          ) : (
            side.number
          )}
        </div>
      ))}
      {useLines(pair).map(({ label, ...line }) => (
        <PairLine key={label} label={text(label)} {...line} />
      ))}
    </div>
  )
}

const looks = { same: 'done', alike: 'running', differs: 'attention', unknown: 'waiting' } as const
const words = {
  same: 'cleanup.agrees',
  alike: 'cleanup.alike',
  differs: 'cleanup.differs',
  unknown: 'cleanup.oneLacks',
} as const satisfies Readonly<Record<Agreement, MessageKey>>

function PairLine({ label, values, agreement }: Omit<Line, 'label'> & { readonly label: string }) {
  const text = useText()
  return (
    <>
      <div className={classes['pairLabel']}>
        {agreement && <StatusMark look={looks[agreement]} word={text(words[agreement])} />}
        {label}
      </div>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two sides of a pair never change places
        <div key={index} className={classes['pairValue']} data-agreement={agreement}>
          {value.length === 0 && <span className={classes['missing']}>{text('cleanup.missing')}</span>}
          {value.map((part) => (
            <div key={part} lang={nameLanguage(part, null)}>
              {part}
            </div>
          ))}
        </div>
      ))}
    </>
  )
}

const fieldsOf = {
  name: ['given', 'family', 'swap', 'generation'],
  birthDate: ['birthDate'],
  sex: ['sex'],
  contacts: ['contact'],
  address: ['street', 'place'],
} as const satisfies Readonly<Record<string, readonly Duplicate['findings'][number]['field'][]>>

/** As the search found them; a field that one record lacks gives no finding. */
function agreementOf({ findings }: Duplicate, fields: readonly string[]): Agreement {
  const found = findings.filter(({ field }) => fields.includes(field)).map(({ agreement }) => agreement)
  if (found.length === 0) return 'unknown'
  if (found.includes('differs')) return 'differs'
  return found.includes('alike') ? 'alike' : 'same'
}

function useLines(pair: Duplicate): readonly Line[] {
  const text = useText()
  const line = (
    name: keyof typeof fieldsOf,
    label: MessageKey,
    valuesOf: (side: DuplicateSide) => readonly (string | null)[],
  ): Line => {
    const known = (side: DuplicateSide) => valuesOf(side).flatMap((value) => value || [])
    const agreement = agreementOf(pair, fieldsOf[name])
    return { label, values: [known(pair.one), known(pair.other)], agreement }
  }
  const sexes = { female: 'cleanup.sexFemale', male: 'cleanup.sexMale', other: 'cleanup.sexOther' } as const
  const sexOf = ({ sex }: DuplicateSide) => [sex === 'unknown' ? null : text(sexes[sex])]
  const lines: readonly Line[] = [
    line('name', 'cleanup.name', ({ name }) => [name]),
    line('birthDate', 'cleanup.birthDate', ({ birthDate }) => [birthDate?.text ?? null]),
    line('sex', 'cleanup.sex', sexOf),
    line('contacts', 'cleanup.contacts', ({ contacts }) => contacts.map(({ shown }) => shown).toSorted()),
    line('address', 'cleanup.address', ({ address, postcode, city }) => [
      address,
      [postcode, city].filter(Boolean).join(' '),
    ]),
    {
      label: 'cleanup.recordSince',
      values: [[pair.one.since.text], [pair.other.since.text]],
      agreement: null,
    },
  ]
  return lines.filter(({ values: [one, other] }) => one.length + other.length > 0)
}
