/** For what appears in a dialog only after an answer, when the dialog has chosen its first focus already. */
export function focusAtOnce(element: HTMLElement | null): void {
  element?.focus()
}
