import { defineCommand } from 'citty'
import { systemClock } from '../../platform/clock/clock.ts'
import { runDemo } from '../demo/run-demo.ts'
import { terminal } from './output.ts'
import { commonArguments, instantArgument, wholeNumberArgument } from './with-runtime.ts'

export const demo = defineCommand({
  meta: {
    name: 'demo',
    description:
      'a synthetic clinic with five years of visits and six months of campaigns, then the live console',
  },
  args: {
    ...commonArguments,
    patients: { type: 'string', description: 'how many patients; default 3000', valueHint: 'count' },
    months: { type: 'string', description: 'how many months of campaigns; default 6', valueHint: 'count' },
    seed: {
      type: 'string',
      description: 'the same seed and --as-of give the same figures; default 1',
      valueHint: 'number',
    },
    'as-of': {
      type: 'string',
      description: 'the moment at which the simulated months end; default now',
      valueHint: 'moment',
    },
    fresh: { type: 'boolean', description: 'start over although a demo is there', default: false },
    exit: { type: 'boolean', description: 'end after the table', default: false },
    port: { type: 'string', description: 'port of the console; 0 takes a free one', valueHint: 'port' },
  },
  run: async ({ args }) => {
    const now = systemClock.now()
    const whole = (
      name: 'patients' | 'months' | 'seed' | 'port',
      range: { min: number; max: number },
    ): number | undefined =>
      args[name] === undefined ? undefined : wholeNumberArgument(name, args[name], range)
    await runDemo({
      patients: whole('patients', { min: 50, max: 1_000_000 }),
      months: whole('months', { min: 1, max: 24 }),
      seed: whole('seed', { min: 0, max: 4_294_967_295 }),
      port: whole('port', { min: 0, max: 65_535 }),
      asOf: args['as-of'] === undefined ? undefined : instantArgument('as-of', args['as-of'], now),
      fresh: args.fresh,
      exit: args.exit,
      json: args.json,
      dataDir: args['data-dir'],
      output: terminal,
      now,
    })
  },
})
