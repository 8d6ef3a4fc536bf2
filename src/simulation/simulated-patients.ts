import type { OutgoingMessage } from '../outreach/channels/channel.ts'
import { importedPatientId } from '../patients/imported-patient-id.ts'
import { type ArrivedMessage, readArrived } from './arrived-messages.ts'
import { bookByLink } from './book-by-link.ts'
import { simulationSource } from './clinic-schedule.ts'
import { behaviour } from './rules/behaviour.ts'
import { dayOfDate } from './rules/days.ts'
import { choice, drawsOf, weighted } from './rules/draw.ts'
import type { Person } from './rules/person.ts'
import { respond } from './rules/respond.ts'
import { type Saying, sayings } from './rules/words.ts'
import type { SimulatedPatient } from './simulated-patient.ts'
import type { SimulationRoom } from './simulation-room.ts'
import { whenAwake } from './waking-hours.ts'

/** Sends a text to the clinic. */
export type Write = (text: {
  readonly from: string
  readonly text: string
  readonly key: string
}) => Promise<void>

/** The people behind the loopback channel: they get messages, and answer as behaviour.ts says. */
export class SimulatedPatients {
  readonly #room: SimulationRoom
  readonly #byId = new Map<string, SimulatedPatient>()
  readonly #byAddress = new Map<string, SimulatedPatient>()

  constructor(room: SimulationRoom) {
    this.#room = room
    const { patients, seed } = room.clinic.options
    for (let index = 0; index < patients; index += 1) {
      const person = room.clinic.person(index)
      const patient: SimulatedPatient = {
        id: importedPatientId(room.clinicId, simulationSource, person.externalId),
        person,
        draw: drawsOf(seed, person.externalId),
        arrivals: new Map(),
        touches: new Map(),
        remindedOf: new Set(),
      }
      this.#byId.set(patient.id, patient)
      for (const address of [person.phone, person.email]) {
        if (address !== null && !this.#byAddress.has(address.value))
          this.#byAddress.set(address.value, patient)
      }
    }
  }

  get(patientId: string): SimulatedPatient | undefined {
    return this.#byId.get(patientId)
  }

  /** Whose address it is; of a shared one the head of the household. */
  atAddress(address: string): SimulatedPatient | undefined {
    return this.#byAddress.get(address)
  }

  /** Lets the people read what arrived, and plans what they will do about it. */
  async read(messages: readonly OutgoingMessage[], write: Write): Promise<void> {
    if (messages.length === 0) return
    const { db, clinicId, clock, clinic } = this.#room
    const today = clock.now().toZonedDateTimeISO(clinic.zone).toPlainDate()
    const texts = new Map(messages.map((message) => [message.messageId, message.text]))
    const arrived = await db.tenant(clinicId, async (tx) =>
      readArrived(tx.as('simulation'), [...texts.keys()], today),
    )
    for (const message of arrived) this.#consider(message, { text: texts.get(message.id) ?? '', write })
  }

  /** Plans who writes today without having been asked anything. */
  planTexts(write: Write): void {
    const { clock, clinic, queue } = this.#room
    const { perMonth, about } = behaviour.writesUnasked
    const today = clock.now().toZonedDateTimeISO(clinic.zone).toPlainDate()
    const day = today.toString()
    for (const { person, draw } of this.#byId.values()) {
      if (!canWrite(person, dayOfDate(today)) || draw('writes', day) >= perMonth / 30.44) continue
      const minute = 8 * 60 + Math.floor(draw('writes at', day) * 12 * 12) * 5
      const at = today.toZonedDateTime({
        timeZone: clinic.zone,
        plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 },
      })
      const text = choice(
        draw('writes what', day),
        sayings[person.language][weighted<Saying>(draw('writes about', day), about)],
      )
      const key = `patient ${person.externalId} unasked ${day}`
      const from = person.phone?.value ?? ''
      queue.push({ at: at.epochMilliseconds, key, run: async () => write({ from, text, key }) })
    }
  }

  #consider(message: ArrivedMessage, { text, write }: { text: string; write: Write }): void {
    const patient = this.#byId.get(message.patientId)
    if (patient === undefined) return
    const count = (patient.arrivals.get(message.kind) ?? 0) + 1
    patient.arrivals.set(message.kind, count)
    if (message.appointmentId !== null) patient.remindedOf.add(message.appointmentId)
    const earlierTouches = touchesBefore(patient, message)
    const response = respond({
      draw: patient.draw,
      language: patient.person.language,
      arrived: {
        ...message,
        hasBookLink: message.linkPurpose === 'book',
        earlierTouches,
        round: `${message.kind} ${count}`,
      },
    })
    if (response.kind === 'silence') return
    const { clock, clinic, queue } = this.#room
    const minute = Math.floor(patient.draw('wakes', `${message.kind} ${count}`) * 12) * 5
    const at = whenAwake(clock.now().add({ minutes: response.afterMinutes }), clinic.zone, minute)
    const key = `patient ${patient.person.externalId} ${message.kind} ${count}`
    queue.push({
      at: at.epochMilliseconds,
      key,
      run:
        response.kind === 'write'
          ? async () => write({ from: message.address, text: response.text, key })
          : async () => bookByLink(this.#room, { text, patient, key }),
    })
  }
}

function touchesBefore(patient: SimulatedPatient, message: ArrivedMessage): number {
  if (!message.isInvitation || message.enrolmentId === null) return 0
  const before = patient.touches.get(message.enrolmentId) ?? 0
  patient.touches.set(message.enrolmentId, before + 1)
  return before
}

function canWrite({ phone, isChild, deceasedDay, left }: Person, today: number): boolean {
  return phone?.state === 'ok' && !isChild && (deceasedDay ?? today + 1) > today && left === null
}
