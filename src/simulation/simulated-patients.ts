import type { OutgoingMessage } from '../outreach/channels/channel.ts'
import type { LoopbackChannel } from '../outreach/channels/loopback/loopback-channel.ts'
import { importedPatientId } from '../patients/imported-patient-id.ts'
import { type ArrivedMessage, readArrived } from './arrived-messages.ts'
import { bookByLink } from './book-by-link.ts'
import { simulationSource } from './clinic-schedule.ts'
import { drawsOf } from './rules/draw.ts'
import { respond } from './rules/respond.ts'
import type { SimulatedPatient } from './simulated-patient.ts'
import type { SimulationRoom } from './simulation-room.ts'
import { whenAwake } from './waking-hours.ts'

/** The people behind the loopback channel: they get messages, and answer as behaviour.ts says. */
export class SimulatedPatients {
  readonly #room: SimulationRoom
  readonly #byId = new Map<string, SimulatedPatient>()
  readonly #byAddress = new Map<string, SimulatedPatient>()
  #written = 0

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

  all(): Iterable<SimulatedPatient> {
    return this.#byId.values()
  }

  /** Whose address it is; of a shared one the head of the household. */
  atAddress(address: string): SimulatedPatient | undefined {
    return this.#byAddress.get(address)
  }

  /** Lets the people read what arrived, and plans what they will do about it. */
  async read(messages: readonly OutgoingMessage[], sms: LoopbackChannel): Promise<void> {
    if (messages.length === 0) return
    const { db, clinicId, clock, clinic } = this.#room
    const today = clock.now().toZonedDateTimeISO(clinic.zone).toPlainDate()
    const texts = new Map(messages.map((message) => [message.messageId, message.text]))
    const arrived = await db.tenant(clinicId, async (tx) =>
      readArrived(tx.as('simulation'), [...texts.keys()], today),
    )
    for (const message of arrived) this.#consider(message, { text: texts.get(message.id) ?? '', sms })
  }

  #consider(message: ArrivedMessage, { text, sms }: { text: string; sms: LoopbackChannel }): void {
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
          ? async () => this.#write(sms, { from: message.address, text: response.text })
          : async () => bookByLink(this.#room, { text, patient, key }),
    })
  }

  async #write(sms: LoopbackChannel, { from, text }: { from: string; text: string }): Promise<void> {
    this.#written += 1
    await sms.receive({ from, to: 'clinic', text, key: String(this.#written) })
  }
}

function touchesBefore(patient: SimulatedPatient, message: ArrivedMessage): number {
  if (!message.isInvitation || message.enrolmentId === null) return 0
  const before = patient.touches.get(message.enrolmentId) ?? 0
  patient.touches.set(message.enrolmentId, before + 1)
  return before
}
