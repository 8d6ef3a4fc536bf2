/** The environment variable that holds a secret. */
export function secretVariable(name: string): string {
  return `KEMBALI_SECRET_${name.toUpperCase()}`
}
