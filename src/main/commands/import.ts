import { defineCommand } from 'citty'
import { requestFirstAudit } from '../../insights/audit/request-first-audit.ts'
import { csvKinds } from '../../integrations/csv/column-names.ts'
import { importCsv } from '../../integrations/import/import-csv.ts'
import { importFhir } from '../../integrations/import/import-fhir.ts'
import type { ImportRequest } from '../../integrations/import/import-request.ts'
import type { ImportSummary } from '../../integrations/import/tally.ts'
import { type ConsentPurpose, consentPurposes } from '../../patients/rules/consent.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import { onStopSignal } from '../runtime/stop-signals.ts'
import { asJson, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const importer = { kind: 'command_line', name: 'kembali import' } as const

const importArguments = {
  ...clinicArguments,
  path: { type: 'positional', description: 'file or folder', required: true },
  source: {
    type: 'string',
    description: 'names where the records come from; with the id there it is their key',
    valueHint: 'name',
  },
  'consent-basis': {
    type: 'string',
    description: `declare consent for a purpose (${consentPurposes.join(', ')}); needs --evidence`,
    valueHint: 'purpose',
  },
  evidence: {
    type: 'string',
    description: 'what shows that consent, e.g. "registration form 3, since 2021"',
    valueHint: 'text',
  },
} as const

const fhir = defineCommand({
  meta: {
    name: 'fhir',
    description: 'FHIR R4: transaction or batch bundles (.json, .json.gz) and Bulk Data NDJSON folders',
  },
  args: importArguments,
  run: async ({ args }) => {
    const declared = declaredConsent(args)
    await withClinic(args, async (runtime, clinicId) => {
      const done = await importFhir(requestOf(runtime, { clinicId, args, declared }))
      if (!done.ok) throw new CommandFailure(done.error.reason)
      await measureFirst(runtime, clinicId, { ...done.value, json: args.json })
      report(done.value, args.json)
    })
  },
})

const csv = defineCommand({
  meta: {
    name: 'csv',
    description: 'a delimited table; kind, encoding, delimiter and columns are found by themselves',
  },
  args: {
    ...importArguments,
    kind: { type: 'string', description: csvKinds.join(', '), valueHint: 'kind' },
    mapping: {
      type: 'string',
      description: 'YAML file that maps the columns; written when it is not there yet',
      valueHint: 'file',
    },
    'dry-run': {
      type: 'boolean',
      description: 'read and check everything, change nothing, print the mapping',
      default: false,
    },
  },
  run: async ({ args }) => {
    const declared = declaredConsent(args)
    const kind = csvKinds.find((known) => known === args.kind)
    if (args.kind !== undefined && kind === undefined)
      throw new UsageFailure(`--kind must be one of ${csvKinds.join(', ')}`)
    await withClinic(args, async (runtime, clinicId) => {
      const done = await importCsv({
        ...requestOf(runtime, { clinicId, args, declared }),
        isDryRun: args['dry-run'],
        ...(kind === undefined ? {} : { kind }),
        ...(args.mapping === undefined ? {} : { mappingPath: args.mapping }),
      })
      if (!done.ok) throw new CommandFailure(done.error.reason)
      const { mapping, mappingWritten, fault, ...summary } = done.value
      if (args['dry-run'] && !args.json && mapping !== null) terminal.answer(mapping)
      if (mappingWritten !== null)
        terminal.note(
          `The mapping that was found is in ${mappingWritten}; edit it and import again if a column is wrong.`,
        )
      if (fault !== null) return refuseTable({ path: args.path, fault, summary, json: args.json })
      if (!args['dry-run']) await measureFirst(runtime, clinicId, { ...summary, json: args.json })
      report(summary, args.json)
    })
  },
})

export const importRecords = defineCommand({
  meta: { name: 'import', description: 'patients, visits and appointments from files' },
  subCommands: { fhir, csv },
})

interface Values {
  readonly path: string
  readonly source?: string | undefined
  readonly 'consent-basis'?: string | undefined
  readonly evidence?: string | undefined
  readonly json: boolean
}

function declaredConsent(args: Values): ImportRequest['declared'] {
  const basis = args['consent-basis']
  if (basis === undefined && args.evidence === undefined) return undefined
  if (basis === undefined || args.evidence === undefined || args.evidence.trim() === '') {
    throw new UsageFailure(
      '--consent-basis and --evidence belong together: which purpose, and what shows the consent',
    )
  }
  const purpose = consentPurposes.find((known): known is ConsentPurpose => known === basis)
  if (purpose === undefined)
    throw new UsageFailure(`--consent-basis must be one of ${consentPurposes.join(', ')}`)
  return { purposes: [purpose], evidence: args.evidence }
}

function requestOf(
  runtime: Runtime,
  {
    clinicId,
    args,
    declared,
  }: { clinicId: ImportRequest['clinicId']; args: Values; declared: ImportRequest['declared'] },
): ImportRequest {
  const stop = new AbortController()
  onStopSignal(() => {
    terminal.note('Stopping after the rows under way; the same command goes on from there.')
    stop.abort()
  })
  let shown = 0
  return {
    db: runtime.db,
    clinicId,
    path: args.path,
    actor: importer,
    signal: stop.signal,
    ...(args.source === undefined ? {} : { source: args.source }),
    ...(declared === undefined ? {} : { declared }),
    onProgress: (progress) => {
      if (!terminal.isWatched || progress.read < shown + 5_000) return
      shown = progress.read
      terminal.progress(`${progress.read} rows read`)
    },
  }
}

/** Nothing of a table was read: that is said once, and is a failure. */
function refuseTable({
  path,
  fault,
  summary,
  json,
}: {
  readonly path: string
  readonly fault: string
  readonly summary: ImportSummary
  readonly json: boolean
}): never {
  if (json) terminal.answer(asJson(summary))
  throw new CommandFailure(`${path}: ${fault}. Nothing was imported`)
}

/** What a clinic sees first after its records are in: where it stands. */
async function measureFirst(
  { db }: Pick<Runtime, 'db'>,
  clinicId: ImportRequest['clinicId'],
  { created, updated, json }: ImportSummary & Pick<Values, 'json'>,
): Promise<void> {
  if (created + updated === 0) return
  const isAsked = await db.tenant(clinicId, async (tx) => requestFirstAudit(tx.as('insights'), importer))
  if (isAsked && !json) terminal.note('The server measures where the clinic stands: see the page "Audit".')
}

const refusalsShown = 50

function report(summary: ImportSummary, json: boolean): void {
  if (json) terminal.answer(asJson(summary))
  else tell(summary)
  const { incomplete, isStopped } = summary
  if (isStopped) throw new CommandFailure('stopped before the end; run the same command again to go on')
  if (isUnreadable(summary)) throw new CommandFailure('none of it is what this import reads')
  if (incomplete.length > 0)
    throw new CommandFailure(
      `${incomplete.join(', ')}: breaks off before its end. What came before is in; get the file again and import it, nothing comes twice`,
    )
}

/** Everything was refused before it was known what it is: another kind of file. */
function isUnreadable({ kinds, refusedCount, ignored }: ImportSummary): boolean {
  const isKnown = [...Object.keys(kinds), ...Object.keys(ignored)].some((kind) => kind !== 'unknown')
  return refusedCount > 0 && !isKnown
}

function tell(summary: ImportSummary): void {
  const { read, created, updated, unchanged, waiting, withheld, refusedCount } = summary
  terminal.answer(
    `read ${read}: created ${created}, updated ${updated}, unchanged ${unchanged}, waiting ${waiting}, refused ${refusedCount}`,
  )
  if (waiting > 0)
    terminal.answer(
      `${waiting} rows wait for a patient or a schedule that is not known yet; the import that brings it takes them in.`,
    )
  if (withheld > 0)
    terminal.answer(
      `${withheld} ${withheld === 1 ? 'patient has' : 'patients have'} no consent on record and will not be written to: add a consent column, or --consent-basis with --evidence.`,
    )
  if (summary.consents > 0) terminal.answer(`${summary.consents} consents recorded.`)
  for (const note of summary.notes) terminal.answer(note)
  const ignored = Object.entries(summary.ignored)
  if (ignored.length > 0)
    terminal.answer(`of no use here: ${ignored.map(([name, count]) => `${name} (${count})`).join(', ')}`)
  for (const refusal of summary.refused.slice(0, refusalsShown)) {
    terminal.answer(`  ${refusal.file}:${refusal.line ?? '-'} ${refusal.field ?? ''}: ${refusal.reason}`)
  }
  if (refusedCount > refusalsShown)
    terminal.answer(`  … and ${refusedCount - refusalsShown} more; --json lists them`)
}
