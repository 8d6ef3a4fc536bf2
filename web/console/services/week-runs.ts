/** Days that follow each other with the same hours, Monday being 0. */
export interface WeekRun {
  readonly from: number
  readonly to: number
  readonly hours: readonly string[]
}

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof days)[number]
export type Week = Readonly<Partial<Record<Day, readonly string[]>>>

/** A week in as few lines as it has different days; closed days are left out. */
export function weekRuns(week: Week): readonly WeekRun[] {
  const runs: WeekRun[] = []
  for (const [index, day] of days.entries()) {
    const hours = week[day] ?? []
    const last = runs.at(-1)
    if (hours.length === 0) continue
    if (last?.to === index - 1 && last.hours.join() === hours.join())
      runs[runs.length - 1] = { ...last, to: index }
    else runs.push({ from: index, to: index, hours })
  }
  return runs
}
