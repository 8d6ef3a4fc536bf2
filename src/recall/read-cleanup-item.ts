import { readDuplicate } from '../patients/list-duplicates.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { CleanupDetail } from './contract/cleanup.ts'
import { dayOf, dayWords, maskedAddress, presentItem } from './present-cleanup.ts'
import type { CleanupKind } from './rules/cleanup.ts'
import { contactFacts, itemFacts } from './store/cleanup/item-facts.ts'
import { openItem } from './store/cleanup/open-items.ts'
import { readTask } from './store/cleanup/tasks.ts'

/** What a person looks at before deciding; null: there is nothing to do about it any more. */
export async function readCleanupItem(
  db: ModuleDb<'recall'>,
  { kind, item, reading }: { readonly kind: CleanupKind; readonly item: string; readonly reading: Reading },
): Promise<CleanupDetail | null> {
  const open = await openItem(db, kind, item)
  if (open === null) return null
  const facts = (await itemFacts(db, kind, [open])).get(item)
  if (facts === undefined) return null
  const { earlier, assignedBy } = await readTask(db, kind, item)
  const [first = '', second = ''] = item.split(':')
  const contacts = await contactFacts(db, open.patientId)
  return {
    ...presentItem(kind, { open, facts }, { reading, now: db.now }),
    birthDate: facts.birthDate === null ? null : dayWords(facts.birthDate, reading),
    lastVisit: facts.lastVisitAt === null ? null : dayOf(facts.lastVisitAt, reading),
    visits: facts.visits,
    assignedBy,
    contacts: contacts.map(({ pointId, value, isWrong }) => ({
      shown: maskedAddress(value),
      isWrong,
      isAsked: pointId === second,
    })),
    pair:
      kind === 'duplicate'
        ? await readDuplicate(db.as('patients'), { oneId: first, otherId: second }, reading)
        : null,
    earlier: earlier === null ? null : { ...earlier, at: when(earlier.at, reading, db.now) },
  }
}
