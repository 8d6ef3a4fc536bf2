import { defineCommand } from 'citty'
import {
  connectPracticeSystem,
  pausePracticeSystem,
} from '../../integrations/practice-system/connect-practice-system.ts'
import { asJson, terminal } from './output.ts'
import { CommandFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const actor = { kind: 'command_line', name: 'kembali practice' } as const

const refusals = {
  not_a_url: 'that is no address; write one like https://practice.example/fhir/R4',
  not_https: 'patient data leaves this machine over https only (http is accepted for loopback addresses)',
  url_has_credentials: 'the address must hold no password; name a secret with --secret instead',
} as const

const connect = defineCommand({
  meta: {
    name: 'connect',
    description: 'connect a FHIR R4 server: bookings are written back there by themselves',
  },
  args: {
    ...clinicArguments,
    url: {
      type: 'positional',
      description: 'base address, e.g. https://practice.example/fhir/R4',
      required: true,
    },
    source: {
      type: 'string',
      description: "the import source whose ids are this server's ids",
      default: 'fhir',
    },
    secret: {
      type: 'string',
      description: 'name of the secret that holds the bearer token',
      valueHint: 'name',
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const done = await db.tenant(clinic, async (tx) =>
        connectPracticeSystem(tx.as('integrations'), {
          baseUrl: args.url,
          source: args.source,
          secretName: args.secret ?? null,
          actor,
        }),
      )
      if (!done.ok) throw new CommandFailure(refusals[done.error.kind])
      terminal.answer(
        args.json ? asJson(done.value) : 'Connected. Bookings made from now on are written back there.',
      )
    }),
})

const pause = defineCommand({
  meta: {
    name: 'pause',
    description: 'stop writing bookings back; what waits goes on when it is connected again',
  },
  args: clinicArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const { wasActive } = await db.tenant(clinic, async (tx) =>
        pausePracticeSystem(tx.as('integrations'), actor),
      )
      if (!wasActive) throw new CommandFailure('no practice system is connected')
      terminal.answer(args.json ? asJson({ state: 'paused' }) : 'Paused.')
    }),
})

export const practice = defineCommand({
  meta: { name: 'practice', description: 'the practice system that bookings are written back to' },
  subCommands: { connect, pause },
})
