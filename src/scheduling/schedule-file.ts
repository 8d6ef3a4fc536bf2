import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { isZone } from '../platform/i18n/is-zone.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import {
  closureShape,
  resourceKind,
  scheduleKey,
  scheduleName,
  serviceFields,
  speciality,
  weekPlan,
} from './contract/schedule-shapes.ts'

/** What is wrong with a schedule file, where its author finds it. */
export interface ScheduleFault {
  readonly file: string
  /** 1-based; 0 where the whole file is meant. */
  readonly line: number
  /** Path inside the file, such as `resources.1.hours.mon`. */
  readonly path: string
  readonly reason: string
}

const service = z.strictObject({ key: scheduleKey, ...serviceFields })

const resource = z.strictObject({
  key: scheduleKey,
  name: scheduleName,
  kind: resourceKind.default('practitioner'),
  services: z.union([z.literal('all'), z.array(scheduleKey)]).default('all'),
  zone: z.string().refine(isZone, 'is no IANA time zone').optional(),
  speciality: speciality.optional(),
  /** The same resource in imported records: hours and services are added to it. */
  record: z.strictObject({ source: z.string().min(1), id: z.string().min(1) }).optional(),
  hours: weekPlan,
})

const closure = closureShape(scheduleKey)

const scheduleFile = z
  .strictObject({
    services: z.array(service).min(1),
    resources: z.array(resource).min(1),
    closures: z.array(closure).default([]),
  })
  .check((context) => {
    const { services, resources, closures } = context.value
    const say = (path: (string | number)[], message: string) =>
      context.issues.push({ code: 'custom', message, path, input: context.value })
    for (const [index, name] of repeated(services.map((one) => one.key)))
      say(['services', index, 'key'], `${name} is there twice`)
    for (const [index, name] of repeated(resources.map((one) => one.key)))
      say(['resources', index, 'key'], `${name} is there twice`)
    const serviceKeys = new Set(services.map((one) => one.key))
    const resourceKeys = new Set(resources.map((one) => one.key))
    for (const [index, one] of resources.entries()) {
      if (one.services === 'all') continue
      for (const [at, name] of one.services.entries())
        if (!serviceKeys.has(name))
          say(['resources', index, 'services', at], `no service has the key ${name}`)
    }
    for (const [index, one] of closures.entries())
      for (const [at, name] of (one.resources ?? []).entries())
        if (!resourceKeys.has(name))
          say(['closures', index, 'resources', at], `no resource has the key ${name}`)
  })

export type ScheduleFile = z.infer<typeof scheduleFile>

/** Reads a schedule file (docs/guide/schedule-file.md names its fields); every fault names its line. */
export function readScheduleFile(source: {
  readonly file: string
  readonly text: string
}): Result<ScheduleFile, readonly ScheduleFault[]> {
  const lines = new LineCounter()
  const document = parseDocument(source.text, { lineCounter: lines })
  const fault = (line: number, path: string, reason: string): ScheduleFault => ({
    file: source.file,
    line,
    path,
    reason,
  })
  if (document.errors.length > 0) {
    return fail(
      document.errors.map((error) => fault(error.linePos?.[0].line ?? 0, '', firstLine(error.message))),
    )
  }
  const parsed = scheduleFile.safeParse(document.toJS() ?? {})
  if (parsed.success) return ok(parsed.data)
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
    const reason = issue.code === 'unrecognized_keys' ? 'is no field of a schedule' : issue.message
    return fault(lineOf(document, path, lines), path.join('.'), reason)
  })
  return fail(faults.toSorted((one, other) => one.line - other.line))
}

/** The line of the deepest part of the path that is in the file: a missing field is told at its parent. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
    const range = rangeOf(node)
    if (range !== null) return lines.linePos(range).line
  }
  return 0
}

function rangeOf(node: unknown): number | null {
  if (isMap(node) || isSeq(node)) return node.range?.[0] ?? null
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return null
  const [start]: unknown[] = node.range
  return typeof start === 'number' ? start : null
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message
}

function repeated(keys: readonly string[]): readonly (readonly [number, string])[] {
  return keys.flatMap((one, index) => (keys.indexOf(one) < index ? [[index, one] as const] : []))
}
