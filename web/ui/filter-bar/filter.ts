interface Choice {
  readonly value: string
  readonly label: string
}

/** One thing to filter by. With a value it is a chip; without, it waits behind “+ Filter”. */
export interface Filter {
  readonly id: string
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

export interface Sorting {
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
}
