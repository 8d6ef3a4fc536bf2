import { hash } from 'node:crypto'
import type pg from 'pg'

const named = new WeakMap<pg.ClientBase, Map<string, string>>()

/** So many statements a connection keeps plans of; texts that vary with the number of their rows must not fill it for ever. */
const mostPlans = 500

/**
 * From now on this connection prepares each statement it is given parameters for and keeps its plan: worth it where
 * the same few hundred statements are asked thousands of times in a row.
 */
export function keepPlans(client: pg.ClientBase): void {
  named.set(client, new Map())
}

/** The name under which this connection keeps the statement's plan; undefined: it keeps none. */
export function planName(
  client: pg.ClientBase,
  text: string,
  parameters: readonly unknown[],
): string | undefined {
  const names = named.get(client)
  if (names === undefined || parameters.length === 0) return undefined
  const known = names.get(text)
  if (known !== undefined || names.size >= mostPlans) return known
  const name = hash('md5', text)
  names.set(text, name)
  return name
}
