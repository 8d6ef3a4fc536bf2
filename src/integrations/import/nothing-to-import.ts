/** There is nothing here that an import could read; the message says what was looked for. */
export class NothingToImport extends Error {
  override readonly name = 'NothingToImport'
}
