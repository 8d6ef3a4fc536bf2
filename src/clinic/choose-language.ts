import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'

/** The language in which this person reads the console. */
export async function chooseLanguage(
  db: ModuleDb<'clinic'>,
  { staffId, language }: { readonly staffId: string; readonly language: Language },
): Promise<void> {
  await db.write
    .updateTable('clinic.staff')
    .set({ language })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', staffId)
    .execute()
}
