import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignRoutes } from '../../src/campaigns/routes.ts'
import { campaignReportRoutes } from '../../src/insights/routes/campaign-report.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { recordConsent } from '../../src/patients/record-consent.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const recall = await shippedDocument('recall')
const reactivation = await shippedDocument('reactivation')
const nobody = '00000000-0000-4000-8000-000000000000'
let clinic: CampaignClinic
let door: StaffDoor

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 8 })
  const packs = await loadOutreachPacks()
  door = await staffDoor(clinic, (server) => {
    campaignRoutes(server, { ...packs, publicUrl: () => 'https://klonowa.example' })
    campaignReportRoutes(server)
  })
})

afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

describe('the audience of a document', () => {
  it('is counted with those who cannot be written to and why, and nobody is enrolled by it', async () => {
    const [optedOut, silent] = clinic.patients
    if (!optedOut || !silent) throw new Error('too few patients')
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await recordConsent(
        tx.as('patients'),
        [
          {
            contactPointId: optedOut.contactPointId,
            patientId: optedOut.id,
            channel: 'any',
            purpose: 'all',
            state: 'withdrawn',
          },
        ],
        { method: 'sms', evidence: 'STOP', actor: desk },
      )
      await tx
        .as('patients')
        .write.updateTable('patients.patient')
        .set({ safe_contact: 'none' })
        .where('clinic_id', '=', clinic.clinicId)
        .where('id', '=', silent.id)
        .execute()
    })
    const { status, body } = await door.post('/api/campaigns/audience-count', { document: recall })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      matching: 8,
      reachable: 6,
      heldOut: Math.round(6 * recall.holdOutShare),
      languages: [{ language: 'pl', patients: 6 }],
      channels: [{ channel: 'sms', patients: 6 }],
      groups: [{ key: 'dental_hygiene', name: expect.any(String), patients: 6 }],
    })
    expect(body.leftOut).toEqual(
      expect.arrayContaining([
        { reason: 'opted_out', patients: 1 },
        { reason: 'no_contact_wanted', patients: 1 },
      ]),
    )
    expect(body.sample).toHaveLength(2)
    expect(body.sample[0]).toMatchObject({
      language: 'pl',
      age: '46 years',
      typeKey: 'dental_hygiene',
      lastVisit: { text: expect.any(String) },
    })
    expect((await door.get('/api/campaigns')).body.total).toBe(0)
  })

  it('of a document about nobody is nobody', async () => {
    const { body } = await door.post('/api/campaigns/audience-count', { document: reactivation })
    expect(body).toMatchObject({ matching: 0, reachable: 0, leftOut: [], sample: [] })
  })

  it('refuses a document that does not hold together, a message nobody wrote, and a stranger', async () => {
    expect(
      (await door.post('/api/campaigns/audience-count', { document: { ...recall, holdOutShare: 2 } })).status,
    ).toBe(400)
    const [first, ...steps] = recall.steps
    const unknown = { ...recall, steps: [{ ...first, message: 'no_such_message' }, ...steps] }
    expect(await door.post('/api/campaigns/audience-count', { document: unknown })).toMatchObject({
      status: 400,
      body: { fields: [{ reason: 'unknown_message' }] },
    })
    expect((await door.post('/api/campaigns/audience-count', { document: recall }, 'nobody')).status).toBe(
      401,
    )
    expect((await door.post('/api/campaigns/audience-count', { document: recall }, 'read_only')).status).toBe(
      200,
    )
  })
})

describe('a preview', () => {
  it('is the message itself in four languages, with its parts, its price and what the digits do', async () => {
    const [patient] = clinic.patients
    const { status, body } = await door.post('/api/campaigns/preview', {
      message: 'recall_invitation',
      channel: 'sms',
      patientId: patient?.id,
      typeKey: 'dental_hygiene',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ patient: { name: 'Pacjent 0', language: 'pl' }, currency: 'PLN' })
    expect(body.previews.map((one: { language: string }) => one.language)).toEqual(['en', 'pl', 'ru', 'ms'])
    const polish = body.previews[1]
    expect(polish).toMatchObject({
      isPossible: true,
      purpose: 'care_recall',
      html: null,
      sms: { encoding: 'gsm7', perPart: expect.any(Number) },
    })
    expect(polish.text).toMatch(/1\) .+2\) /)
    expect(polish.text).not.toContain('{{')
    expect(polish.costMinor).toBe(12 * polish.sms.parts)
    expect(polish.options).toContainEqual({ digit: '1', action: 'book' })
    expect(body.previews[2].sms.encoding).toBe('ucs2')
  })

  it('of an e-mail has a subject and a layout, of a visit a day and an hour', async () => {
    const email = await door.post('/api/campaigns/preview', {
      message: 'recall_invitation',
      channel: 'email',
    })
    expect(email.body.previews[0]).toMatchObject({
      subject: expect.any(String),
      sms: null,
      html: expect.stringContaining('<'),
    })
    expect(email.body.patient).toBeNull()
    const visit = await door.post('/api/campaigns/preview', { message: 'visit_confirm', channel: 'sms' })
    expect(visit.body.previews[0]).toMatchObject({ isPossible: true, purpose: 'visit_admin' })
    expect(visit.body.previews[0].options.map((one: { action: string }) => one.action)).toEqual(
      expect.arrayContaining(['confirm', 'cancel']),
    )
  })

  it('refuses what is no message, whom nobody knows, and a stranger', async () => {
    expect(
      (await door.post('/api/campaigns/preview', { message: 'recall_invitation', channel: 'pigeon' })).status,
    ).toBe(400)
    expect(
      await door.post('/api/campaigns/preview', { message: 'no_such_message', channel: 'sms' }),
    ).toMatchObject({ status: 404, body: { type: 'unknown_message' } })
    expect(
      (
        await door.post('/api/campaigns/preview', {
          message: 'recall_invitation',
          channel: 'sms',
          patientId: nobody,
        })
      ).status,
    ).toBe(404)
    expect(
      (await door.post('/api/campaigns/preview', { message: 'recall_invitation', channel: 'sms' }, 'nobody'))
        .status,
    ).toBe(401)
    expect(
      (
        await door.post(
          '/api/campaigns/preview',
          { message: 'recall_invitation', channel: 'sms' },
          'read_only',
        )
      ).status,
    ).toBe(200)
  })
})

describe('a campaign', () => {
  it('is made from a template, revised, started, paused and ended', async () => {
    const templates = await door.get('/api/campaign-templates')
    expect(templates.body.templates.map((one: { key: string }) => one.key)).toEqual([
      'reactivation',
      'recall',
    ])
    const made = await door.post('/api/campaigns', { template: 'recall' }, 'manager')
    expect(made.status).toBe(200)
    const { id } = made.body
    expect((await door.get(`/api/campaigns/${id}`)).body).toMatchObject({
      name: 'Regular visits',
      state: 'draft',
      version: 1,
      verbs: ['start'],
      enrolled: 0,
    })

    const revised = await door.post(`/api/campaigns/${id}/versions`, {
      name: 'Jesienna',
      document: { ...recall, holdOutShare: 0 },
    })
    expect(revised.body).toEqual({ version: 2 })
    const started = await door.post(`/api/campaigns/${id}/state`, { verb: 'start' })
    expect(started.body).toEqual({ state: 'running', enrolled: 8 })
    expect((await door.get('/api/campaigns?state=running')).body).toMatchObject({
      total: 1,
      rows: [
        {
          id,
          name: 'Jesienna',
          enrolled: 8,
          heldOut: 0,
          contacted: 0,
          active: 8,
          nextAt: { text: expect.any(String) },
        },
      ],
      states: [{ state: 'running', count: 1 }],
    })
    // Whoever is under way is in a campaign already.
    expect((await door.post('/api/campaigns/audience-count', { document: recall })).body.leftOut).toEqual([
      { reason: 'in_a_campaign', patients: 8 },
    ])
    expect((await door.get(`/api/campaigns/${id}`)).body).toMatchObject({
      version: 2,
      verbs: ['pause', 'end'],
      document: { holdOutShare: 0 },
      versions: [
        { version: 2, enrolled: 8 },
        { version: 1, enrolled: 0 },
      ],
    })
    expect((await door.post(`/api/campaigns/${id}/state`, { verb: 'pause' })).body.state).toBe('paused')
    expect((await door.post(`/api/campaigns/${id}/state`, { verb: 'end' })).body.state).toBe('ended')
    expect(await door.post(`/api/campaigns/${id}/state`, { verb: 'start' })).toMatchObject({
      status: 409,
      body: { type: 'not_from_here' },
    })
    expect(
      await door.post(`/api/campaigns/${id}/versions`, { name: 'Wiosenna', document: recall }),
    ).toMatchObject({ status: 409, body: { type: 'campaign_ended' } })
    const report = await door.get(`/api/campaigns/${id}/report`, 'read_only')
    expect(report.status).toBe(200)
    expect(report.body).toMatchObject({
      campaign: { name: 'Jesienna', state: 'ended', day: 1 },
      currency: 'PLN',
      proof: { verdict: 'no_hold_out' },
      funnel: { enrolled: 8, notSent: [{ reason: 'campaign_ended', kind: 'left', patients: 8 }] },
    })
  })

  it('names the people behind each figure of its report', async () => {
    const made = await door.post('/api/campaigns', {
      name: 'Druga',
      document: { ...recall, holdOutShare: 0 },
    })
    const { id } = made.body
    await door.post(`/api/campaigns/${id}/state`, { verb: 'start' })
    await clinic.work()
    const report = await door.get(`/api/campaigns/${id}/report`)
    const all = await door.get(`/api/campaigns/${id}/patients`, 'read_only')
    expect(all.body).toMatchObject({ total: report.body.funnel.enrolled, page: 1, pageSize: 50 })
    const sent = await door.get(`/api/campaigns/${id}/patients?show=sent`)
    expect(sent.body.total).toBe(report.body.funnel.sent)
    expect(sent.body.rows[0]).toMatchObject({
      isSent: true,
      notSent: null,
      arm: 'contacted',
      state: 'active',
    })
    for (const { reason, kind, patients } of report.body.funnel.notSent) {
      const { body } = await door.get(`/api/campaigns/${id}/patients?show=not_sent&reason=${reason}`)
      expect(body.total).toBe(patients)
      expect(body.rows[0].notSent).toEqual({ reason, kind })
    }
    expect(report.body.funnel.notSent.length).toBeGreaterThan(0)
    expect((await door.get(`/api/campaigns/${id}/patients?show=hold_out`)).body).toMatchObject({
      total: 0,
      rows: [],
    })
    await door.post(`/api/campaigns/${id}/state`, { verb: 'end' })
  })

  it('may be an edited document, but stays of its kind', async () => {
    const made = await door.post('/api/campaigns', { name: 'Powroty', document: reactivation })
    expect(made.status).toBe(200)
    expect(
      await door.post(`/api/campaigns/${made.body.id}/versions`, { name: 'Powroty', document: recall }),
    ).toMatchObject({ status: 409, body: { type: 'other_kind' } })
  })

  it('is not made from nothing, by nobody, or by who may only look', async () => {
    expect((await door.post('/api/campaigns', { name: 'Powroty' })).status).toBe(400)
    expect((await door.post('/api/campaigns', { template: 'christmas' })).status).toBe(404)
    expect((await door.post('/api/campaigns', { template: 'recall' }, 'nobody')).status).toBe(401)
    expect((await door.post('/api/campaigns', { template: 'recall' }, 'front_desk')).status).toBe(403)
  })

  it('is not changed by who may only look, nor into what does not exist', async () => {
    const { id } = (await door.post('/api/campaigns', { template: 'recall' })).body
    expect((await door.post(`/api/campaigns/${id}/state`, { verb: 'explode' })).status).toBe(400)
    expect((await door.post(`/api/campaigns/${id}/state`, { verb: 'start' }, 'nobody')).status).toBe(401)
    expect((await door.post(`/api/campaigns/${id}/state`, { verb: 'start' }, 'clinician')).status).toBe(403)
    expect((await door.post(`/api/campaigns/${nobody}/state`, { verb: 'start' })).status).toBe(404)
    expect((await door.post(`/api/campaigns/${id}/versions`, { name: '', document: recall })).status).toBe(
      400,
    )
    expect(
      (await door.post(`/api/campaigns/${id}/versions`, { name: 'x', document: recall }, 'read_only')).status,
    ).toBe(403)
    expect(
      (await door.post(`/api/campaigns/${id}/versions`, { name: 'x', document: recall }, 'nobody')).status,
    ).toBe(401)
    expect(
      (await door.post(`/api/campaigns/${nobody}/versions`, { name: 'x', document: recall })).status,
    ).toBe(404)
  })

  it.each(['/api/campaigns', '/api/campaign-templates'])(
    '%s is seen by everybody who is signed in',
    async (url) => {
      expect((await door.get(url, 'nobody')).status).toBe(401)
      expect((await door.get(url, 'read_only')).status).toBe(200)
      expect((await door.get('/api/campaigns?page=0')).status).toBe(400)
    },
  )

  it('has a page and a report only where it exists', async () => {
    for (const url of [
      `/api/campaigns/${nobody}`,
      `/api/campaigns/${nobody}/report`,
      `/api/campaigns/${nobody}/patients`,
    ]) {
      expect((await door.get(url)).status).toBe(404)
      expect((await door.get(url, 'nobody')).status).toBe(401)
    }
    expect((await door.get('/api/campaigns/autumn')).status).toBe(400)
    expect((await door.get('/api/campaigns/autumn/report')).status).toBe(400)
    expect((await door.get(`/api/campaigns/${nobody}/patients?show=secrets`)).status).toBe(400)
  })
})
