import { defineCommand } from 'citty'
import { readClinic } from '../../clinic/read-clinic.ts'
import { type Specialty, specialties } from '../../recall/contract/recall-type.ts'
import { type ListedType, listRecallTypes } from '../../recall/list-recall-types.ts'
import { loadRecallPacks } from '../../recall/packs/load-recall-packs.ts'
import { asJson, asTable, terminal } from './output.ts'
import { UsageFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

/** `recall list`. */
export const listTypes = defineCommand({
  meta: {
    name: 'list',
    description: 'what there is for this clinic, with source, status and review date, and what is enabled',
  },
  args: {
    ...clinicArguments,
    country: {
      type: 'string',
      description: "packs of this country and of any; 'all': of every country (default: the clinic's)",
      valueHint: 'code',
    },
    specialty: {
      type: 'string',
      description: `packs of one kind of practice: ${specialties.join(', ')} (default: all)`,
      valueHint: 'specialty',
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const packs = await loadRecallPacks()
      const specialty = wantedSpecialty(args.specialty)
      const { all, home } = await db.tenant(clinic, async (tx) => ({
        all: await listRecallTypes(tx.as('recall'), packs),
        home: (await readClinic(tx.as('clinic'))).country,
      }))
      const country = args.country?.toUpperCase() ?? home
      const known = ['ALL', home, ...[...packs.values()].flatMap((type) => type.country ?? [])]
      if (!known.includes(country))
        throw new UsageFailure(
          `no pack is for "${country}"; there are: ${[...new Set(known)].sort().join(', ')}`,
        )
      const rows = all
        // What is on is listed whatever is asked for: it works here.
        .filter((type) => type.state !== 'off' || isAskedFor(type, { country, specialty }))
        .map(listedRow)
      if (args.json) return terminal.answer(asJson(rows))
      terminal.answer(
        asTable(
          ['type', 'name', 'pack', 'interval', 'state', 'enabled by', 'status', 'review by', 'source'],
          rows.map((row) => [
            row.key,
            row.name,
            row.pack ?? 'own',
            intervalText(row.interval),
            row.state,
            row.enabledBy ?? '',
            row.status,
            `${row.reviewOn ?? ''}${row.isReviewOverdue ? ' (over)' : ''}`,
            row.source,
          ]),
        ),
      )
    }),
})

function wantedSpecialty(asked: string | undefined): Specialty | undefined {
  if (asked === undefined) return undefined
  const found = specialties.find((one) => one === asked)
  if (found === undefined)
    throw new UsageFailure(`"${asked}" is no specialty; there are: ${specialties.join(', ')}`)
  return found
}

function isAskedFor(
  { pack, specialty }: ListedType,
  asked: { readonly country: string; readonly specialty: Specialty | undefined },
): boolean {
  const country = pack?.country ?? null
  return (
    (country === null || asked.country === 'ALL' || country === asked.country) &&
    (asked.specialty === undefined || specialty === asked.specialty)
  )
}

function listedRow({ key, names, pack, specialty, state, definition, enabled, isReviewOverdue }: ListedType) {
  const { interval, risk, source, sourceUrl = null, status, verifiedOn, reviewOn = null } = definition
  return {
    key,
    name: names.en,
    /** Null: the clinic made it. */
    pack: pack?.key ?? null,
    packVersion: pack?.version ?? null,
    specialty,
    country: pack?.country ?? null,
    interval,
    riskInterval: risk?.interval ?? null,
    state,
    enabledBy: enabled?.by ?? null,
    enabledAt: enabled?.at ?? null,
    status,
    source,
    sourceUrl,
    verifiedOn,
    reviewOn,
    isReviewOverdue,
  }
}

/** "6 mo 1 d". */
function intervalText(interval: ListedType['definition']['interval']): string {
  if (interval === 'once') return 'once'
  const { months, days } = interval
  return [months > 0 ? `${months} mo` : '', days > 0 ? `${days} d` : ''].filter(Boolean).join(' ')
}
