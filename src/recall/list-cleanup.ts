import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { CleanupList } from './contract/cleanup.ts'
import { presentItem } from './present-cleanup.ts'
import type { CleanupKind } from './rules/cleanup.ts'
import { itemFacts } from './store/cleanup/item-facts.ts'
import { type OpenItem, type OwnerWanted, openItems } from './store/cleanup/open-items.ts'

interface CleanupQuestion {
  readonly kind: CleanupKind
  readonly owner: OwnerWanted
  /** `next` of the page before; undefined: from the beginning. */
  readonly after: string | undefined
  readonly pageSize: number
  readonly reading: Reading
}

/** One page of what there is to clean up of one kind, as the facts are now. */
export async function listCleanup(
  db: ModuleDb<'recall'>,
  { kind, owner, after, pageSize, reading }: CleanupQuestion,
): Promise<Result<CleanupList, { readonly kind: 'unknown_place' }>> {
  const from = after === undefined ? null : placeOf(after)
  if (after !== undefined && from === null) return fail({ kind: 'unknown_place' })
  const found = await openItems(db, kind, { owner, after: from, most: pageSize + 1 })
  if (found === null) return fail({ kind: 'unknown_place' })
  const page = found.slice(0, pageSize)
  const facts = await itemFacts(db, kind, page)
  const last = page.at(-1)
  return ok({
    rows: page.flatMap((open) => {
      const fact = facts.get(open.item)
      return fact === undefined ? [] : [presentItem(kind, { open, facts: fact }, { reading, now: db.now })]
    }),
    next: found.length > pageSize && last !== undefined ? textOf(last) : null,
  })
}

function textOf({ sort, tie }: OpenItem): string {
  return Buffer.from(JSON.stringify([sort, tie])).toString('base64url')
}

/** Null: this is no place that a list gave. */
function placeOf(text: string): Pick<OpenItem, 'sort' | 'tie'> | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(place)) return null
    const [sort, tie]: readonly unknown[] = place
    return typeof sort === 'string' && typeof tie === 'string' ? { sort, tie } : null
  } catch {
    return null
  }
}
