import { allPacks, PackError, type PackFault, packTexts, readPack } from '../../platform/packs/read-pack.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { Jurisdiction, JurisdictionPack } from '../rules/jurisdiction.ts'
import { messagePurposes } from '../rules/message-template.ts'
import type { DayHours, WeekHours } from '../rules/quiet-hours.ts'
import { type JurisdictionFile, jurisdictionFileSchema } from './jurisdiction-schema.ts'

const contactChannels = ['sms', 'email', 'call', 'letter'] as const

/** The rules of contact in packs/jurisdictions; throws `PackError` naming file, row and fault. */
export async function loadJurisdictions(): Promise<JurisdictionPack> {
  const pack = readJurisdictions(await packTexts('jurisdictions'))
  if (!pack.ok) throw new PackError(pack.error)
  return pack.value
}

/** Puts the files together: the hours of `default` hold in every jurisdiction besides its own. */
export function readJurisdictions(
  files: readonly { readonly file: string; readonly text: string }[],
): Result<JurisdictionPack, readonly PackFault[]> {
  try {
    const read = allPacks(
      files.map((source) => checked(source.file, readPack(jurisdictionFileSchema, source))),
    )
    const fallback = read.find(({ code }) => code === 'default')
    if (fallback === undefined) {
      return fail([{ file: 'packs/jurisdictions', key: '', what: 'default.yaml is needed' }])
    }
    const rest = read
      .filter(({ code }) => code !== 'default')
      .map((file) => jurisdiction(file, fallback.hours))
    return ok({
      fallback: jurisdiction(fallback, []),
      byCountry: new Map(rest.map((entry) => [entry.code, entry])),
    })
  } catch (error) {
    if (error instanceof PackError) return fail(error.faults)
    throw error
  }
}

/** Exactly one consent rule for every purpose and channel: a gap or a contradiction must not reach the gate. */
function checked(
  file: string,
  read: Result<JurisdictionFile, readonly PackFault[]>,
): Result<JurisdictionFile, readonly PackFault[]> {
  if (!read.ok) return read
  const faults = messagePurposes.flatMap((purpose) =>
    contactChannels.flatMap((channel) => {
      const count = read.value.consent.filter(
        (rule) => rule.purposes.includes(purpose) && rule.channels.includes(channel),
      ).length
      if (count === 1) return []
      const what = count === 0 ? 'has no rule' : `has ${count} rules`
      return [{ file, key: 'consent', what: `${purpose} by ${channel} ${what}` }]
    }),
  )
  return faults.length > 0 ? fail(faults) : read
}

function jurisdiction(file: JurisdictionFile, everywhere: JurisdictionFile['hours']): Jurisdiction {
  const hours = [...everywhere, ...file.hours].map(({ weekdays, saturday, sunday, ...rule }) => ({
    ...rule,
    hours: weekOf(weekdays, saturday, sunday),
  }))
  return { ...file, hours }
}

function weekOf(weekdays: string, saturday: string, sunday: string): WeekHours {
  const usual = dayOf(weekdays)
  return { 1: usual, 2: usual, 3: usual, 4: usual, 5: usual, 6: dayOf(saturday), 7: dayOf(sunday) }
}

function dayOf(text: string): DayHours | null {
  return text === 'closed' ? null : { from: text.slice(0, 5), to: text.slice(6) }
}
