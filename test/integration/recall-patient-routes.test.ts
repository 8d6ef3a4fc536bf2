import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { dueListRoutes } from '../../src/insights/routes/due-list.ts'
import { patientRoutes } from '../../src/insights/routes/patients.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { cleanupRoutes } from '../../src/recall/routes/cleanup.ts'
import {
  recallArrangementRoutes,
  recallExplanationRoute,
  recallRoutes,
  unclearVisitsRoute,
} from '../../src/recall/routes/patient-recalls.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import {
  bookedVisit,
  finishedVisit,
  recordOf,
  writeFacts,
  writePerson,
  writeServices,
} from './recall-tables.ts'

const { database, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const packs = await loadRecallPacks()
const by = { kind: 'command_line', name: 'Dr Lis' } as const
const typeKey = 'dental_hygiene'

interface Place {
  readonly clinic: RecallClinic
  readonly door: StaffDoor
  readonly anna: string
  readonly services: ReadonlyMap<string, string>
}

const doors: StaffDoor[] = []
let here: Place
let elsewhere: Place

/** A clinic where Anna was last seen on 15 April: due on 16 October. */
async function place(): Promise<Place> {
  const clinic = await newClinic()
  const { anna, services } = await clinic.tenant(async (tx) => {
    const made = await writeServices(tx)
    const survivor = recordOf({ visits: [finishedVisit('2026-04-15T09:00:00Z', 'hygiene')] })
    const id = await writePerson(tx, { survivor, duplicates: [] }, { externalId: 'anna', services: made })
    await enableRecallTypes(tx.as('recall'), { keys: [typeKey, 'dental_perio'], by, packs })
    return { anna: id, services: made }
  })
  const door = await staffDoor({ db: database, clinicId: clinic.clinicId }, async (server) => {
    recallRoutes(server)
    recallArrangementRoutes(server)
    recallExplanationRoute(server)
    unclearVisitsRoute(server)
    cleanupRoutes(server)
    dueListRoutes(server)
    patientRoutes(server, await loadOutreachPacks())
  })
  doors.push(door)
  return { clinic, door, anna, services }
}

beforeEach(async () => {
  here = await place()
  elsewhere = await place()
})
afterAll(async () => {
  await Promise.all(doors.map((door) => door.close()))
})

const cardOf = async ({ door, anna }: Place) => (await door.get(`/api/patients/${anna}`)).body
const recallOf = async (at: Place) => (await cardOf(at)).recalls[0]
const change = (what: string, body: object, as?: Parameters<StaffDoor['post']>[2]) =>
  here.door.post(`/api/recall/${here.anna}/${typeKey}/${what}`, body, as)

const arranged = {
  kind: 'arrange',
  interval: { months: 4 },
  holds: 'always',
  reason: 'Aparat',
  expiresOn: null,
}
const silent = { kind: 'choice', reason: 'Na prośbę', expiresOn: null }
const wishes = [
  ['due-date', { due: '2027-01-10', reason: 'W podróży', expiresOn: null }],
  ['pause', { kind: 'pause', until: '2027-01-10', reason: 'W podróży' }],
  ['interval', arranged],
  ['silence', silent],
] as const

describe.each(wishes)('%s of a recall', (what, body) => {
  test('is changed by whoever may edit patients, and by nobody else', async () => {
    expect((await change(what, body, 'nobody')).status).toBe(401)
    expect((await change(what, body, 'read_only')).status).toBe(403)
    expect((await change(what, body, 'front_desk')).status).toBe(200)
  })

  test('needs a reason', async () => {
    expect(await change(what, { ...body, reason: ' ' })).toMatchObject({ status: 400 })
  })

  test('is not found for a patient of another clinic, or without a cycle', async () => {
    const stranger = `/api/recall/${elsewhere.anna}/${typeKey}/${what}`
    expect((await here.door.post(stranger, body)).status).toBe(404)
    expect((await here.door.post(`/api/recall/${here.anna}/dental_perio/${what}`, body)).status).toBe(404)
    expect((await elsewhere.door.get(`/api/recall/${elsewhere.anna}/${typeKey}/why`)).body.silences).toEqual(
      [],
    )
  })
})

describe('what staff arranged is shown where they look', () => {
  test('another interval: who, why, until when, and the date it gives', async () => {
    await change('interval', { ...arranged, expiresOn: '2027-06-30' }, 'front_desk')
    expect(await recallOf(here)).toMatchObject({
      due: { iso: '2026-08-15' },
      interval: { months: 4, days: 0, from: 'arranged' },
      arranged: {
        by: 'Ewa front_desk',
        reason: 'Aparat',
        at: { iso: '2026-11-22' },
        until: { iso: '2027-06-30' },
        holds: 'always',
      },
    })
    expect((await here.door.get(`/api/due-list/${here.anna}/${typeKey}`)).body).toMatchObject({
      interval: { months: 4, from: 'arranged' },
      arranged: { by: 'Ewa front_desk' },
    })
    expect((await change('interval', { kind: 'reset' })).status).toBe(200)
    expect(await recallOf(here)).toMatchObject({ due: { iso: '2026-10-16' }, arranged: null })
    expect((await change('interval', { kind: 'reset' })).status).toBe(404)
  })

  test('who is recalled elsewhere: by whom, in the list and on the card', async () => {
    const body = { ...silent, kind: 'co_managed', recalledBy: 'dr Anna Lis, periodontolog' }
    await change('silence', body)
    expect(await recallOf(here)).toMatchObject({
      status: 'paused',
      pauseKind: 'co_managed',
      silences: [{ kind: 'co_managed', recalledBy: body.recalledBy, by: 'Ewa owner', isSilent: true }],
    })
    const list = await here.door.get('/api/due-list?tab=paused')
    expect(list.body.rows[0].next).toEqual({
      kind: 'silent',
      silence: 'co_managed',
      recalledBy: body.recalledBy,
    })
    // Ending a pause that is none is no answer to it.
    expect(await change('pause', { kind: 'resume' })).toMatchObject({
      status: 409,
      body: { type: 'not_paused' },
    })
    expect((await change('silence', { kind: 'end' })).status).toBe(200)
    expect(await recallOf(here)).toMatchObject({ status: 'overdue', pauseKind: null, silences: [] })
    expect((await change('silence', { kind: 'end' })).status).toBe(404)
  })

  test('a pause: until when, by whom', async () => {
    await change('pause', { kind: 'pause', until: '2027-01-10', reason: 'W podróży' })
    expect(await recallOf(here)).toMatchObject({
      pauseKind: 'date',
      pause: { by: 'Ewa owner', reason: 'W podróży', until: { iso: '2027-01-10' } },
    })
    expect((await change('pause', { kind: 'resume' })).status).toBe(200)
    expect(await recallOf(here)).toMatchObject({ status: 'overdue', pause: null })
  })

  test.each([
    ['interval', { ...arranged, interval: {} }],
    ['interval', { ...arranged, expiresOn: '2026-11-21' }],
    ['silence', { ...silent, kind: 'co_managed', recalledBy: '' }],
    ['silence', { ...silent, kind: 'balance', amountMinor: -1 }],
    ['silence', { ...silent, expiresOn: '2026-11-21' }],
    ['pause', { kind: 'pause', until: '2026-11-22', reason: 'W podróży' }],
  ])('%s does not accept %j', async (what, body) => {
    expect(await change(what, body)).toMatchObject({ status: 400, body: { type: 'not_accepted' } })
  })
})

describe('why', () => {
  const why = async (key: string, as?: Parameters<StaffDoor['get']>[1]) =>
    here.door.get(`/api/recall/${here.anna}/${key}/why`, as)

  test('a type is due: the fact, the interval, the day', async () => {
    expect(await why(typeKey, 'read_only')).toMatchObject({
      status: 200,
      body: {
        typeName: 'Dental hygiene',
        obstacle: null,
        start: { kind: 'visit', code: 'hygiene', on: { iso: '2026-04-15', text: '15 Apr 2026' } },
        passedOver: { total: 0, newest: [] },
        interval: { months: 6, days: 1, from: 'type' },
        dueComputed: { iso: '2026-10-16' },
        due: { iso: '2026-10-16' },
        age: { from: null, to: null, onDue: 41 },
        status: 'overdue',
        cover: [],
        isSettled: true,
      },
    })
  })

  test('a type is not due, which the card says too', async () => {
    expect((await why('dental_perio')).body).toMatchObject({
      obstacle: 'nothing_starts_it',
      start: null,
      due: null,
    })
    expect((await cardOf(here)).notDue).toEqual([
      { typeKey: 'dental_perio', name: 'Perio maintenance', obstacle: 'nothing_starts_it' },
    ])
  })

  test('is told to those who work here, about patients and types that are here', async () => {
    expect((await why(typeKey, 'nobody')).status).toBe(401)
    expect((await why('annual_wellness')).status).toBe(404)
    expect((await here.door.get(`/api/recall/${elsewhere.anna}/${typeKey}/why`)).status).toBe(404)
    expect((await here.door.get(`/api/recall/anna/${typeKey}/why`)).status).toBe(400)
  })
})

describe('an appointment that may or may not be for a recall', () => {
  const unclear = async () => (await here.door.get('/api/unclear-visits')).body
  const say = (appointmentId: string, doesCover: boolean | null, as?: Parameters<StaffDoor['post']>[2]) =>
    here.door.post('/api/recall/cover', { appointmentId, typeKey, doesCover, reason: '' }, as)

  beforeEach(async () => {
    for (const { clinic, anna, services } of [here, elsewhere])
      await clinic.tenant((tx) =>
        writeFacts(tx, anna, {
          record: recordOf({ appointments: [bookedVisit('2026-12-10T09:00:00Z')] }),
          services,
        }),
      )
  })

  test('waits in the list with what there is to judge by, until somebody says which', async () => {
    const { rows, total } = await unclear()
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({
      patientId: here.anna,
      name: 'Patient anna',
      at: { iso: '2026-12-10T09:00:00Z' },
      minutes: 30,
      service: null,
      typeKey,
      typeName: 'Dental hygiene',
      due: { iso: '2026-10-16' },
      overdueDays: 37,
    })
    const { appointmentId } = rows[0]
    expect((await say(appointmentId, false, 'front_desk')).status).toBe(200)
    expect(await unclear()).toMatchObject({ total: 0, rows: [] })
    expect((await recallOf(here)).status).toBe('overdue')
    expect((await say(appointmentId, true)).status).toBe(200)
    expect(await recallOf(here)).toMatchObject({ status: 'booked', isUnclear: false })
    // Taken back, it waits again.
    expect((await say(appointmentId, null)).status).toBe(200)
    expect((await unclear()).total).toBe(1)
  })

  test('is found behind hundreds of appointments that are for nothing due', async () => {
    const { clinic } = here
    await clinic.tenant(async (tx) => {
      const nobody = { survivor: recordOf({}), duplicates: [] }
      const id = await writePerson(tx, nobody, { externalId: 'bela', services: here.services })
      await tx.run(sql`
        insert into scheduling.appointment (clinic_id, id, patient_id, starts_at, ends_at, state, booked_via, source, external_id, created_at, changed_at)
        select ${tx.clinicId}, md5(n::text || ${tx.clinicId}::text)::uuid, ${id}, at, at + interval '10 minutes', 'booked', 'import', 'test', 'x' || n, ${tx.now}, ${tx.now}
        from (select n, ${tx.now}::timestamptz + n * interval '15 minutes' as at from generate_series(1, 600) n) a`)
    })
    const first = (await here.door.get('/api/cleanup/unclear_visit?pageSize=10')).body
    expect(first.rows).toMatchObject([{ patientId: here.anna }])
    expect(first.next).toBeNull()
    expect((await unclear()).total).toBe(1)
  })

  test('is decided in the clean-up list as well, and waits again when that is taken back', async () => {
    const [item] = (await here.door.get('/api/cleanup/unclear_visit')).body.rows
    expect(item).toMatchObject({
      patientId: here.anna,
      fact: { at: { iso: '2026-12-10T09:00:00Z' }, typeName: 'Dental hygiene', due: { iso: '2026-10-16' } },
    })
    const path = `/api/cleanup/unclear_visit/${item.item}`
    expect((await here.door.get(path)).body).toMatchObject({ item: item.item, pair: null, earlier: null })
    expect((await here.door.post(`${path}/decide`, { decision: 'covers' }, 'front_desk')).status).toBe(200)
    expect(await recallOf(here)).toMatchObject({ status: 'booked', isUnclear: false })
    expect((await here.door.post(`${path}/undo`, {}, 'front_desk')).status).toBe(200)
    expect((await unclear()).total).toBe(1)
    expect((await elsewhere.door.post(`${path}/decide`, { decision: 'covers' })).status).toBe(404)
  })

  test('far beyond the due date waits too, though its service would do', async () => {
    await here.clinic.tenant(async (tx) => {
      const far = bookedVisit('2027-11-10T09:00:00Z', { serviceKey: 'v1' })
      await enableRecallTypes(tx.as('recall'), {
        keys: [typeKey],
        by,
        packs: new Map([...packs].map(([key, type]) => [key, { ...type, serviceKeys: ['v1'] }])),
      })
      await writeFacts(tx, here.anna, { record: recordOf({ appointments: [far] }), services: here.services })
    })
    const { rows } = await unclear()
    expect(rows.map(({ service }: { service: string | null }) => service)).toEqual([null, 'v1'])
  })

  test('is for a person to judge who may edit patients, and who is asked for this clinic alone', async () => {
    const { rows } = await unclear()
    expect((await here.door.get('/api/unclear-visits', 'nobody')).status).toBe(401)
    expect((await here.door.get('/api/unclear-visits', 'read_only')).status).toBe(403)
    expect((await here.door.get('/api/unclear-visits?page=0')).status).toBe(400)
    expect((await say(rows[0].appointmentId, true, 'nobody')).status).toBe(401)
    expect((await say(rows[0].appointmentId, true, 'read_only')).status).toBe(403)
    const [theirs] = (await elsewhere.door.get('/api/unclear-visits')).body.rows
    expect((await say(theirs.appointmentId, true)).status).toBe(404)
    expect(await here.door.post('/api/recall/cover', { appointmentId: 'x', typeKey })).toMatchObject({
      status: 400,
    })
  })

  test('a page beyond the last is empty and still says how many there are', async () => {
    expect((await here.door.get('/api/unclear-visits?page=3')).body).toMatchObject({ rows: [], total: 1 })
  })
})
