/** Where progress is written; a person's terminal redraws one line, a file gets plain lines. */
export interface ProgressTarget {
  readonly isWatched: boolean
  /** Writes without ending the line. */
  redraw(text: string): void
  /** Writes a whole line. */
  line(text: string): void
}

export interface ProgressLine {
  /** `share` from 0 to 1. */
  show(step: string, share: number): void
  end(): void
}

const barWidth = 30

export function progressLine(target: ProgressTarget): ProgressLine {
  return target.isWatched ? redrawnLine(target) : plainLines(target)
}

function redrawnLine(target: ProgressTarget): ProgressLine {
  let shown = ''
  return {
    show: (step, share) => {
      const filled = Math.round(Math.min(1, share) * barWidth)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
      const line = `${bar} ${percent(share)}  ${step}`
      if (line === shown) return
      target.redraw(`\r${line.padEnd(shown.length)}`)
      shown = line
    },
    end: () => {
      if (shown !== '') target.redraw(`\r${' '.repeat(shown.length)}\r`)
      shown = ''
    },
  }
}

/** A line for each step and each tenth of it. */
function plainLines(target: ProgressTarget): ProgressLine {
  let last = ''
  return {
    show: (step, share) => {
      const mark = `${step.split(' ')[0] ?? ''} ${Math.floor(share * 10)}`
      if (mark === last) return
      last = mark
      target.line(`${percent(share)}  ${step}`)
    },
    end: () => undefined,
  }
}

function percent(share: number): string {
  return `${String(Math.floor(Math.min(1, share) * 100)).padStart(3)} %`
}
