import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { importSchedule } from '../../scheduling/import-schedule.ts'
import { readScheduleFile, type ScheduleFault } from '../../scheduling/schedule-file.ts'
import { asJson, terminal } from './output.ts'
import { CommandFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const importFile = defineCommand({
  meta: {
    name: 'import',
    description: 'make the schedule what a YAML file says: services, resources, weekly hours, closures',
  },
  args: { ...clinicArguments, file: { type: 'positional', description: 'the YAML file', required: true } },
  run: async ({ args }) => {
    const text = await readFile(args.file, 'utf8').catch(() => {
      throw new CommandFailure(`${args.file} cannot be read`)
    })
    const schedule = readScheduleFile({ file: args.file, text })
    if (!schedule.ok) throw new CommandFailure(faults(schedule.error))
    await withClinic(args, async ({ db }, clinic) => {
      const report = await db.tenant(clinic, async (tx) =>
        importSchedule(tx.as('scheduling'), {
          schedule: schedule.value,
          file: args.file,
          actor: { kind: 'command_line', name: 'kembali schedule import' },
        }),
      )
      if (!report.ok) throw new CommandFailure(faults(report.error))
      if (args.json) return terminal.answer(asJson(report.value))
      for (const [what, changes] of Object.entries(report.value))
        terminal.answer(`${what}: ${asJson(changes).replace(/\s+/g, ' ')}`)
    })
  },
})

export const schedule = defineCommand({
  meta: { name: 'schedule', description: 'services, resources and opening hours' },
  subCommands: { import: importFile },
})

function faults(list: readonly ScheduleFault[]): string {
  return [
    'the schedule was not changed:',
    ...list.map((fault) => `  ${fault.file}:${fault.line} ${fault.path}: ${fault.reason}`),
  ].join('\n')
}
