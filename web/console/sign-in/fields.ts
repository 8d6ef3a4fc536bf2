/** A rough look only, so that a slip of the finger is caught; the server decides. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())
}

export const shortestPassword = 12
