import type { Presence } from '../../../src/clinic/contract.ts'
import { ApiError } from '../api/api-error.ts'
import { lastActAt, noteAct, wallClock } from '../api/last-act.ts'
import { type IdlePhase, idlePhase } from './idle-times.ts'

export interface IdleWatchParts {
  readonly ask: () => Promise<Presence>
  /** The session has ended: the sign-in page is to be shown. */
  readonly onEnd: (error?: unknown) => void
}

type Word = { readonly kind: 'act'; readonly at: number } | { readonly kind: 'look' }

// Those of a hand, and those of dictation and other aids, which press nothing.
const acts = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'click', 'input'] as const
// Other tabs need not hear of every key.
const tellEveryMilliseconds = 2000
const askAgainMilliseconds = 60_000

/**
 * Watches whether anybody is there, in this tab and the others of this browser. The server decides when a session ends;
 * this warns before, and asks it once more first: another tab may know better than this one, which may have been asleep.
 */
export class IdleWatch {
  readonly #parts: IdleWatchParts
  readonly #listeners = new Set<() => void>()
  #tabs: BroadcastChannel | undefined
  #limit: number | undefined
  #serverEndsAt = 0
  #isConfirmed = false
  #looks = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #toldAt = 0
  #secondsLeft: number | null = null

  constructor(parts: IdleWatchParts) {
    this.#parts = parts
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Seconds until the session ends, while that is to be said; null: nothing is to be said. */
  readonly secondsLeft = (): number | null => this.#secondsLeft

  /** Somebody is signed in: watches until the function it returns is called. */
  start(): () => void {
    noteAct()
    this.#tabs = new BroadcastChannel('kembali.presence')
    this.#tabs.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data)
    for (const act of acts) window.addEventListener(act, this.#act, { capture: true, passive: true })
    document.addEventListener('visibilitychange', this.#evaluate)
    void this.#look()
    return () => {
      for (const act of acts) window.removeEventListener(act, this.#act, { capture: true })
      document.removeEventListener('visibilitychange', this.#evaluate)
      this.#tabs?.close()
      clearTimeout(this.#timer)
      this.#limit = undefined
      this.#show(null)
    }
  }

  /** The person says that they are there. */
  readonly stay = (): void => {
    noteAct()
    this.#tell({ kind: 'act', at: lastActAt() })
    this.#isConfirmed = false
    void this.#look()
  }

  /** Somebody signed out here: the other tabs are to look for themselves. */
  readonly tellOthers = (): void => this.#tell({ kind: 'look' })

  // What is pressed while the warning stands, or in a session that has ended, is no answer to it.
  readonly #act = (event: Event): void => {
    if (!event.isTrusted) return
    if (this.#secondsLeft !== null) return
    if (this.#phase()?.name === 'over') {
      this.#evaluate()
      return
    }
    noteAct()
    if (wallClock() - this.#toldAt < tellEveryMilliseconds) return
    this.#toldAt = wallClock()
    this.#tell({ kind: 'act', at: lastActAt() })
  }

  #hear(word: Word): void {
    if (word.kind === 'look') {
      void this.#look()
      return
    }
    noteAct(word.at)
    if (this.#secondsLeft !== null) this.#evaluate()
  }

  #tell(word: Word): void {
    this.#tabs?.postMessage(word)
  }

  #phase(): IdlePhase | undefined {
    if (this.#limit === undefined) return undefined
    const times = { limit: this.#limit, lastActAt: lastActAt(), serverEndsAt: this.#serverEndsAt }
    return idlePhase(times, wallClock())
  }

  readonly #evaluate = (): void => {
    const phase = this.#phase()
    if (phase === undefined) return
    if (phase.name === 'here') {
      this.#isConfirmed = false
      this.#show(null)
      this.#wait(phase.forMilliseconds)
    } else if (phase.name === 'ending' && this.#isConfirmed) {
      this.#show(phase.secondsLeft)
      this.#wait(1000)
    } else void this.#look()
  }

  async #look(): Promise<void> {
    this.#looks += 1
    const look = this.#looks
    const goesOn = await this.#isGoingOn()
    // Whoever asked later knows more of what happened meanwhile.
    if (!goesOn || look !== this.#looks) return
    if (this.#limit === undefined) this.#askLater()
    this.#isConfirmed = true
    this.#evaluate()
  }

  async #isGoingOn(): Promise<boolean> {
    // The machine may fall asleep before the answer is read: it is true of the moment at which it was asked for.
    const askedAt = wallClock()
    try {
      const { limitSeconds, remainingSeconds } = await this.#parts.ask()
      this.#limit = limitSeconds * 1000
      this.#serverEndsAt = askedAt + remainingSeconds * 1000
      return true
    } catch (error) {
      const isRefused = error instanceof ApiError && error.problem.status === 401
      // Without an answer this clock decides: what stands on the screen must not stay there.
      if (!isRefused && this.#phase()?.name !== 'over') return true
      this.#parts.onEnd(isRefused && this.#secondsLeft === null ? error : undefined)
      return false
    }
  }

  #askLater(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), askAgainMilliseconds)
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#evaluate, milliseconds)
  }

  #show(secondsLeft: number | null): void {
    if (this.#secondsLeft === secondsLeft) return
    this.#secondsLeft = secondsLeft
    for (const listener of this.#listeners) listener()
  }
}
