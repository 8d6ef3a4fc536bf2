import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Appointment } from '@medplum/fhirtypes'
import { expect, it, onTestFinished } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { startFhirServer } from '../support/fhir-server.ts'
import { bookingStates, bookingsFor, confirmedIds, endLeases, piecesLeft } from './kill-bookings.ts'
import { end, startWorkerProcess, until } from './kill-support.ts'

// Bookings go to a local R4 server that records what it took, while the worker that writes them dies at random moments:
// before its request, between the server's work and its answer, before the answer is written down.
const database = await testDatabase()
const bookings = 600
const kills = 5
/** One patient of so many is refused there, and one is unknown there. */
const refusedEvery = 10
const unknownEvery = 25

const isUnknown = (patient: number) => patient % unknownEvery === 0
const isRefused = (patient: number) => patient % refusedEvery === 0 && !isUnknown(patient)

function patientOf({ participant }: Appointment): number {
  return Number(/Patient\/p(\d+)/.exec(participant[0]?.actor?.reference ?? '')?.[1])
}

function patientsWhere(holds: (patient: number) => boolean): number {
  return Array.from({ length: bookings }, (_, patient) => patient).filter(holds).length
}

it('writes every booking there exactly once while its worker is killed five times', async () => {
  let answer = async (): Promise<void> => setTimeout(randomInt(0, 40))
  const server = await startFhirServer([], {
    refuses: (appointment) => isRefused(patientOf(appointment)),
    beforeAnswer: async () => answer(),
  })
  onTestFinished(async () => server.close())
  const run = await bookingsFor(database, { baseUrl: server.baseUrl, count: bookings, unknownEvery })
  onTestFinished(async () => run.db.close())

  const killedAt: number[] = []
  let held = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const worker = startWorkerProcess(database)
    const wanted = server.seen.length + randomInt(20, 110)
    await until(async () => server.seen.length > wanted, 60, 'the worker to write bookings')
    if (kill === 0) await dieBeforeAnswer(async () => end(worker, 'SIGKILL'))
    else {
      await setTimeout(randomInt(0, 40))
      await end(worker, 'SIGKILL')
    }
    killedAt.push(server.seen.length)
    await until(async () => server.underWay() === 0, 10, 'the server to finish what the dead worker asked')
    held += await endLeases(run)
  }
  const worker = startWorkerProcess(database)
  onTestFinished(async () => end(worker, 'SIGKILL'))
  await until(async () => (await piecesLeft(run)) === 0, 120, 'every booking to be settled')
  await end(worker, 'SIGTERM')

  const states = await bookingStates(run)
  const there = Map.groupBy(await server.appointments(), (one) => one.identifier?.[0]?.value ?? 'nobody')
  const twice = [...there.values()].filter((list) => list.length > 1)
  process.stdout.write(
    `write-back kill run: ${bookings} bookings, killed after ${killedAt.join(', ')} requests, the dead held ${held}; ` +
      `requests in all ${server.seen.length}; bookings there ${there.size}, twice ${twice.length}; ` +
      `states ${JSON.stringify([...states])}\n`,
  )
  expect(held).toBeGreaterThan(0)
  expect(twice).toEqual([])
  expect(new Set(there.keys())).toEqual(await confirmedIds(run))
  expect(states).toEqual(
    new Map([
      ['booked confirmed', patientsWhere((patient) => !isUnknown(patient) && !isRefused(patient))],
      ['booked timed_out', patientsWhere(isUnknown)],
      ['cancelled refused', patientsWhere(isRefused)],
    ]),
  )

  /** At least one dies for certain when the server has done its work and not yet said so. */
  async function dieBeforeAnswer(die: () => Promise<void>): Promise<void> {
    const usual = answer
    await new Promise<void>((resolve, reject) => {
      answer = async () => {
        answer = usual
        await die().then(resolve, reject)
      }
    })
  }
})
