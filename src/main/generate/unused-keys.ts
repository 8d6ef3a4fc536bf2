import type { PackFault } from '../../platform/packs/read-pack.ts'
import type { CatalogueFile } from './catalogue-faults.ts'

/**
 * Keys that no source names: a text nobody shows is translated for nothing. A source names a key by writing it
 * whole, or by its beginning in a template such as `` `dueList.status.${status}` ``.
 */
export function unusedKeys({ file, texts }: CatalogueFile, sources: string): readonly PackFault[] {
  if (typeof texts !== 'object' || texts === null) return []
  const beginnings = new Set(
    [...sources.matchAll(/`([A-Za-z][\w.-]*\.)\$\{/g)].map(([, beginning]) => beginning ?? ''),
  )
  return Object.keys(texts)
    .filter((key) => !["'", '"', '`'].some((quote) => sources.includes(`${quote}${key}${quote}`)))
    .filter((key) => ![...beginnings].some((beginning) => key.startsWith(beginning)))
    .map((key) => ({ file, key, what: 'is used nowhere' }))
}
