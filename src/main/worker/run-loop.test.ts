import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { systemClock } from '../../platform/clock/clock.ts'
import { clinicId } from '../../platform/rules/brand.ts'
import { type Loop, runLoop, runTurn } from './run-loop.ts'

const [first, second] = [
  clinicId('00000000-0000-4000-8000-000000000001'),
  clinicId('00000000-0000-4000-8000-000000000002'),
]

function ground(clinics = [first, second]) {
  const logged: unknown[] = []
  const stop = new AbortController()
  const run = {
    db: {
      clock: systemClock,
      discover: async <Row>() => clinics.map((clinic_id) => ({ clinic_id })) as Row[],
    },
    log: { error: (fields: unknown) => void logged.push(fields) },
    signal: stop.signal,
  }
  return { logged, stop, run }
}

const loop = (work: Loop['work']): Loop => ({ name: 'test', clinics: () => sql``, pauseMs: 0, work })

it('gives every clinic one batch a turn, however much one of them has to do', async () => {
  const { run } = ground()
  const worked: string[] = []
  const mayGoOn = await runTurn(
    loop(async (clinic) => worked.push(clinic)),
    run,
  )
  expect(worked).toEqual([first, second])
  expect(mayGoOn).toBe(true)
})

it('lets a clinic whose step fails stop no other, names it in the log, and rests before the next turn', async () => {
  const { run, logged } = ground()
  const worked: string[] = []
  const mayGoOn = await runTurn(
    loop(async (clinic) => {
      if (clinic === first) throw new Error('broken')
      return worked.push(clinic)
    }),
    run,
  )
  expect(worked).toEqual([second])
  expect(logged).toMatchObject([{ loop: 'test', clinic: first }])
  expect(mayGoOn).toBe(false)
})

it('goes on after a turn that failed as a whole, and ends when it is told to', async () => {
  const { run, stop, logged } = ground([first])
  let turns = 0
  await runLoop(
    {
      ...loop(async () => 0),
      before: async () => {
        turns += 1
        if (turns === 1) throw new Error('no database')
        stop.abort()
      },
    },
    run,
  )
  expect(turns).toBe(2)
  expect(logged).toMatchObject([{ loop: 'test', clinic: null }])
})
