import { sql } from 'kysely'
import { expect, it, afterAll } from 'vitest'
import { campaignReport } from '../../src/insights/campaign-report.ts'
import { today } from '../../src/insights/today.ts'
import { countAudience } from '../../src/campaigns/count-audience.ts'
import { listPatients } from '../../src/insights/list-patients.ts'
import { listCampaigns } from '../../src/campaigns/list-campaigns.ts'
import { patientTimeline } from '../../src/insights/patient-timeline.ts'
import { readClinic } from '../../src/clinic/read-clinic.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
const database = await testDatabase()
const N = 40000
const clinic = await campaignClinic(database.connection, { patients: N, daysSinceVisit: 200 })
afterAll(async () => clinic.db.close())
it('loads', { timeout: 600000 }, async () => {
  const doc = await shippedDocument('recall')
  const id = await clinic.start({ ...doc, holdOutShare: 0.1 })
  const c = clinic.clinicId
  const now = clinic.clock.now()
  await clinic.db.tenant(c, async (tx) => {
    await tx.run(sql`update campaigns.enrolment set enrolled_at = enrolled_at - interval '40 days' where clinic_id = ${c}`)
    await tx.run(sql`delete from campaigns.enrolment where clinic_id = ${c} and id in (select id from campaigns.enrolment where clinic_id=${c} order by id limit ${N / 2})`)
    await tx.run(sql`insert into scheduling.visit (clinic_id, id, patient_id, status, kind_code, started_at, ended_at, source, external_id, revision)
      select ${c}, gen_random_uuid(), p.id, 'finished','hygiene', ${now}::timestamptz - make_interval(days => 200 + n*180), ${now}::timestamptz - make_interval(days => 200+n*180) + interval '1 hour','t2', p.id||'-'||n,'r'
      from patients.patient p, generate_series(1,6) n where p.clinic_id=${c}`)
    await tx.run(sql`insert into scheduling.appointment (clinic_id,id,patient_id,starts_at,ends_at,state,booked_via,origin,subject_key,source,external_id,created_at,changed_at)
      select ${c}, gen_random_uuid(), p.id, ${now}::timestamptz - make_interval(days => 200), ${now}::timestamptz - make_interval(days => 200) + interval '1 hour','fulfilled','import',null,null,'t2',p.id,${now}::timestamptz - make_interval(days => 220),${now} from patients.patient p where p.clinic_id=${c}`)
    await tx.run(sql`insert into scheduling.appointment (clinic_id,id,patient_id,starts_at,ends_at,state,booked_via,origin,subject_key,source,external_id,created_at,changed_at)
      select ${c}, gen_random_uuid(), e.patient_id, ${now}::timestamptz - interval '10 days', ${now}::timestamptz - interval '10 days' + interval '1 hour','fulfilled','sms','campaign:'||e.campaign_id,'enrolment:'||e.id,'k',e.id,e.enrolled_at + interval '5 days',${now} from campaigns.enrolment e where e.clinic_id=${c} and ('x'||substr(md5(e.id::text),1,4))::bit(16)::int % 100 < case arm when 'contacted' then 25 else 15 end`)
    await tx.run(sql`insert into outreach.message (clinic_id,id,send_key,origin,subject_key,step_key,purpose,kind,is_invitation,patient_id,contact_point_id,channel,account_id,language,body,state,planned_at,not_before,expires_at,reference,submitted_at,settled_at,delivery,cost_minor)
      select ${c}, md5(e.id::text||n)::uuid, e.id||':'||n, 'campaign:'||e.campaign_id,'enrolment:'||e.id,'s#'||n,'care_recall','recall_invitation',true,e.patient_id,pc.contact_point_id,'sms',${clinic.accountId},'pl','x','accepted',e.enrolled_at + make_interval(days=>n),${now},${now},1,e.enrolled_at + make_interval(days=>n),e.enrolled_at + make_interval(days=>n),'delivered',12
      from campaigns.enrolment e join patients.patient_contact pc on pc.clinic_id=e.clinic_id and pc.patient_id=e.patient_id, generate_series(1,2) n where e.clinic_id=${c} and e.arm='contacted' and ('x'||substr(md5(e.id::text),5,4))::bit(16)::int % 100 < 90`)
    await tx.run(sql`insert into outreach.decision (clinic_id,id,at,patient_id,origin,subject_key,step_key,stage,outcome,reason,trace)
      select ${c}, gen_random_uuid(), e.enrolled_at + make_interval(days=>n), e.patient_id, 'campaign:'||e.campaign_id,'enrolment:'||e.id,'s#'||n,'planned', case when n = 4 and ('x'||substr(md5(e.id::text),5,4))::bit(16)::int % 100 >= 90 then 'skip' else 'send' end,'no_consent','[]'
      from campaigns.enrolment e, generate_series(1,4) n where e.clinic_id=${c} and e.arm='contacted'`)
  })
  await clinic.db.pool.query('select 1')
  const { packs, rules } = await loadOutreachPacks()
  const { default: pg } = await import('pg')
  const admin = new pg.Client({ ...(database.connection as never) })
  await admin.connect(); await admin.query(process.env['NO_ANALYZE'] ? 'select 1' : 'analyze'); await admin.end()
  const time = async (name: string, work: () => Promise<unknown>) => {
    const times: number[] = []
    let out: unknown
    for (let i = 0; i < 4; i++) { const t = performance.now(); out = await work(); times.push(Math.round(performance.now() - t)) }
    process.stderr.write(`${name}: ${times.join(' ')} ms\n`)
    return out
  }
  const tenant = <T>(work: (tx: never) => Promise<T>) => clinic.db.tenant(c, work as never)
  const r = await time('report', () => tenant((tx: any) => campaignReport(tx.as('insights'), id)))
  process.stderr.write(JSON.stringify((r as any).funnel) + JSON.stringify((r as any).proof) + '\n')
  const profile = await tenant((tx: any) => readClinic(tx))
  const reader = { clinic: profile, reading: { language: 'en', country: 'PL', zone: 'Europe/Warsaw' } } as never
  const t = await time('today', () => tenant((tx: any) => today(tx.as('insights'), reader, 1)))
  process.stderr.write(JSON.stringify(t).slice(0, 1500) + '\n')
  const a = await time('audience recall', () => tenant((tx: any) => countAudience(tx.as('campaigns'), { document: { ...doc, audience: { ...doc.audience, enrolFromDays: -3000, enrolUntilDays: 3000 } as never }, messages: packs.messages, rules })))
  process.stderr.write(JSON.stringify(a).slice(0, 600) + '\n')
  const re = await shippedDocument('reactivation')
  await time('audience lapsed', () => tenant((tx: any) => countAudience(tx.as('campaigns'), { document: re, messages: packs.messages, rules })))
  await time('patients name', () => tenant((tx: any) => listPatients(tx.as('insights'), { standing: 'present', sort: 'name', page: 3, pageSize: 50 }, reader)))
  await time('patients last visit', () => tenant((tx: any) => listPatients(tx.as('insights'), { standing: 'present', sort: 'last_visit', page: 3, pageSize: 50 }, reader)))
  await time('patients search', () => tenant((tx: any) => listPatients(tx.as('insights'), { q: 'pacjent 77', standing: 'present', sort: 'name', page: 1, pageSize: 50 }, reader)))
  await time('campaigns', () => tenant((tx: any) => listCampaigns(tx.as('campaigns'), { page: 1, pageSize: 50 })))
  await time('timeline', () => tenant((tx: any) => patientTimeline(tx.as('insights'), { patientId: clinic.patients[17]!.id, view: 'all', before: undefined, most: 50, reading: (reader as any).reading })))
  expect(1).toBe(1)
})
