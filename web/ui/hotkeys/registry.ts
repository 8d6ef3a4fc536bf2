import { type HotkeyCombo, type Pressed, pressedStep } from './keys.ts'

export interface Hotkey {
  readonly combo: HotkeyCombo
  readonly label: string
  readonly run: () => void
  /** Heard while a field is focused too: only combinations with Ctrl should be. */
  readonly whileTyping: boolean
  /** Registered inside a dialog: then it is the only kind that is heard while a dialog is open. */
  readonly inDialog: boolean
}

export interface PressPlace {
  readonly isTyping: boolean
  readonly isDialogOpen: boolean
}

// A chord's second key has this long; then the first is forgotten.
const chordMilliseconds = 1200
const storageKey = 'kembali.hotkeys'

/** Where the choice to switch the keys off is kept; `localStorage` in the browser. */
export interface HotkeyMemory {
  readonly getItem: (key: string) => string | null
  readonly setItem: (key: string, value: string) => void
}

/**
 * The keys that work right now. The newest registration of a combination wins, so that a panel may take over
 * a key of its page and give it back when it closes.
 */
export class HotkeyRegistry {
  #hotkeys: readonly Hotkey[] = []
  #listeners = new Set<() => void>()
  #firstOfChord: string | null = null
  #chordTimer: ReturnType<typeof setTimeout> | undefined
  readonly #memory: HotkeyMemory
  #isOn: boolean

  constructor(memory: HotkeyMemory) {
    this.#memory = memory
    this.#isOn = memory.getItem(storageKey) !== 'off'
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly all = (): readonly Hotkey[] => this.#hotkeys
  readonly isOn = (): boolean => this.#isOn

  switch(isOn: boolean): void {
    this.#isOn = isOn
    this.#memory.setItem(storageKey, isOn ? 'on' : 'off')
    this.#tell()
  }

  add(hotkey: Hotkey): () => void {
    this.#hotkeys = [...this.#hotkeys, hotkey]
    this.#tell()
    return () => {
      this.#hotkeys = this.#hotkeys.filter((other) => other !== hotkey)
      this.#tell()
    }
  }

  /** Runs what the event means; true when it was ours and the browser should not act on it as well. */
  press(event: Pressed, place: PressPlace): boolean {
    const step = pressedStep(event)
    if (step === null) return false
    const combo = this.#firstOfChord === null ? step : `${this.#firstOfChord} ${step}`
    this.#forgetChord()
    const found = this.#find(combo, place) ?? this.#find(step, place)
    if (found) {
      found.run()
      return true
    }
    const isQuiet = !(place.isTyping || place.isDialogOpen) && this.#isOn
    if (isQuiet && this.#hotkeys.some((hotkey) => hotkey.combo.startsWith(`${step} `))) {
      this.#firstOfChord = step
      this.#chordTimer = setTimeout(() => this.#forgetChord(), chordMilliseconds)
    }
    return false
  }

  #find(combo: string, place: PressPlace): Hotkey | undefined {
    const isCommand = combo.startsWith('Ctrl+')
    if (!this.#isOn && !isCommand) return undefined
    const isHeard = (hotkey: Hotkey): boolean =>
      hotkey.whileTyping || !(place.isTyping || (place.isDialogOpen && !hotkey.inDialog))
    return this.#hotkeys.findLast((hotkey) => hotkey.combo === combo && isHeard(hotkey))
  }

  #forgetChord(): void {
    clearTimeout(this.#chordTimer)
    this.#firstOfChord = null
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
