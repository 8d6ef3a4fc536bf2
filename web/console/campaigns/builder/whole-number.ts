/** What a number field holds, as a whole number; the fallback while it is empty or half typed. */
export function wholeNumber(value: string | number, fallback: number): number {
  const number = typeof value === 'number' ? value : Number.parseInt(value, 10)
  return Number.isFinite(number) ? Math.round(number) : fallback
}
