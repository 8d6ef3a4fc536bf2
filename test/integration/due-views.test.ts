import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { dueViewRoutes } from '../../src/insights/routes/due-views.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'
import { staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const clinic = await outreachClinic(database.connection)
const door = await staffDoor(clinic, dueViewRoutes)
const lapsed = { tab: 'lapsed', range: '12m+', language: 'ru', sort: 'name' } as const
const overdue = { tab: 'overdue', type: 'dental_check', sort: 'longest_overdue' } as const

afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

const names = async (as: 'owner' | 'read_only' | 'manager' = 'owner') =>
  (await door.get('/api/due-list/views', as)).body.views.map((view: { name: string }) => view.name)

it('a view is kept, listed by name, renamed, removed and taken back, each on record', async () => {
  const first = await door.post('/api/due-list/views', { name: '  Zimą  ', filter: lapsed })
  expect(first.status).toBe(200)
  const second = await door.post('/api/due-list/views', { name: 'aparaty', filter: overdue })
  expect((await door.get('/api/due-list/views')).body).toEqual({
    views: [
      { id: second.body.id, name: 'aparaty', filter: overdue },
      { id: first.body.id, name: 'Zimą', filter: lapsed },
    ],
    total: 2,
  })
  const url = `/api/due-list/views/${first.body.id}`
  expect((await door.post(url, { name: 'A na początku' })).status).toBe(200)
  expect(await names()).toEqual(['A na początku', 'aparaty'])
  expect((await door.post(`${url}/remove`, {})).status).toBe(200)
  expect((await door.post(`${url}/remove`, {})).status).toBe(200)
  expect(await names()).toEqual(['aparaty'])
  expect((await door.post(url, { name: 'Gone' })).status).toBe(404)
  expect((await door.post(`${url}/restore`, {})).status).toBe(200)
  expect(await names()).toEqual(['A na początku', 'aparaty'])
  const actions = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ action: string }>(sql`
      select action from clinic.audit
      where clinic_id = ${tx.clinicId} and subject_kind = 'due_view' and subject_id = ${first.body.id}`),
  )
  expect(actions.map(({ action }) => action).toSorted()).toEqual([
    'due_view.removed',
    'due_view.renamed',
    'due_view.restored',
    'due_view.saved',
  ])
})

it('belongs to one person: a colleague neither sees nor changes it', async () => {
  const { body } = await door.post('/api/due-list/views', { name: 'Mine', filter: overdue }, 'manager')
  expect(await names('read_only')).toEqual([])
  for (const part of ['', '/remove', '/restore'])
    expect(
      (await door.post(`/api/due-list/views/${body.id}${part}`, { name: 'x' }, 'read_only')).status,
    ).toBe(404)
  expect(await names('manager')).toEqual(['Mine'])
  expect((await door.get('/api/due-list/views', 'nobody')).status).toBe(401)
})

it('a name stands once, whatever its capitals; that of a removed view is free until it is taken back', async () => {
  const as = 'clinician'
  const { body } = await door.post('/api/due-list/views', { name: 'Tydzień', filter: overdue }, as)
  const again = await door.post('/api/due-list/views', { name: 'TYDZIEŃ', filter: lapsed }, as)
  expect([again.status, again.body.type]).toEqual([409, 'name_taken'])
  await door.post(`/api/due-list/views/${body.id}/remove`, {}, as)
  expect((await door.post('/api/due-list/views', { name: 'tydzień', filter: lapsed }, as)).status).toBe(200)
  const back = await door.post(`/api/due-list/views/${body.id}/restore`, {}, as)
  expect([back.status, back.body.type]).toEqual([409, 'name_taken'])
})

it.each([
  [{ name: '', filter: overdue }],
  [{ name: 'x'.repeat(61), filter: overdue }],
  [{ name: 'x', filter: { ...overdue, search: 'Nowak' } }],
  [{ name: 'x', filter: { ...overdue, tab: 'everybody' } }],
])('%j is not accepted', async (body) => {
  expect((await door.post('/api/due-list/views', body)).status).toBe(400)
})

it('a person keeps a hundred, and is told so at the next', async () => {
  const as = 'front_desk'
  for (let index = 0; index < 100; index += 1)
    expect((await door.post('/api/due-list/views', { name: `v${index}`, filter: overdue }, as)).status).toBe(
      200,
    )
  const more = await door.post('/api/due-list/views', { name: 'v100', filter: overdue }, as)
  expect([more.status, more.body.type]).toEqual([409, 'too_many_views'])
  const page = await door.get('/api/due-list/views?page=2&pageSize=40', as)
  expect([page.body.views.length, page.body.total]).toEqual([40, 100])
})
