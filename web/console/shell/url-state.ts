import { useNavigate, useSearch } from '@tanstack/react-router'

type Raw = string | readonly string[] | undefined

/** How one part of a page's state is written in the address. */
interface UrlField<T> {
  readonly read: (raw: Raw) => T
  /** Undefined leaves it out, as for every default: short addresses, and a view is a saved address. */
  readonly write: (value: T) => string | readonly string[] | undefined
}

// A field both reads and writes its type; of a field of any type only this much is known.
interface AnyUrlField {
  readonly read: (raw: Raw) => unknown
  readonly write: (value: never) => string | readonly string[] | undefined
}

type Fields = Readonly<Record<string, AnyUrlField>>
type StateOf<F> = { readonly [Name in keyof F]: F[Name] extends UrlField<infer T> ? T : never }

const first = (raw: Raw): string | undefined => (typeof raw === 'object' ? raw[0] : raw)

/** One of a list; the first is the default unless another is named. */
export function choice<const T extends string>(
  all: readonly [T, ...T[]],
  byDefault: T = all[0],
): UrlField<T> {
  return {
    read: (raw) => all.find((one) => one === first(raw)) ?? byDefault,
    write: (value) => (value === byDefault ? undefined : value),
  }
}

/** A whole number from 1, as a page number; 1 is left out. */
export function ordinal(): UrlField<number> {
  return {
    read: (raw) => {
      const value = Number(first(raw))
      return Number.isSafeInteger(value) && value >= 1 ? value : 1
    },
    write: (value) => (value === 1 ? undefined : String(value)),
  }
}

/** An id or a code that may be absent. Never the name or number of a patient: addresses are remembered by browsers. */
export function optional(): UrlField<string | undefined> {
  return { read: (raw) => first(raw) || undefined, write: (value) => value }
}

/** Several codes. */
export function several(): UrlField<readonly string[]> {
  return {
    read: (raw) => (raw === undefined ? [] : typeof raw === 'object' ? raw : [raw]),
    write: (value) => (value.length === 0 ? undefined : value),
  }
}

type Change<State> = (part: Partial<State>, how?: { readonly replace?: boolean }) => void

/** The page's state in the address: filters, order, page, tab, open row. */
export function useUrlState<const F extends Fields>(fields: F): [StateOf<F>, Change<StateOf<F>>] {
  const search: Readonly<Record<string, Raw>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = Object.fromEntries(
    Object.entries<UrlField<unknown>>(fields as never).map(([name, field]) => [
      name,
      field.read(search[name]),
    ]),
  ) as StateOf<F>
  const change: Change<StateOf<F>> = (part, how = {}) => {
    const written = Object.entries(part).map(([name, value]) => [
      name,
      (fields as unknown as Readonly<Record<string, UrlField<unknown>>>)[name]?.write(value),
    ])
    const next = (before: object) => ({ ...before, ...Object.fromEntries(written) })
    void navigate({ to: '.', search: next as never, replace: how.replace ?? false })
  }
  return [state, change]
}
