import { afterAll, it } from 'vitest'
import { addPatient, bookingClinic } from '../support/booking-clinic.ts'
import { openPage } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { linkFor, patientServer } from '../support/patient-pages.ts'
const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'shots' })
const app = await patientServer(clinic)
afterAll(async () => { await app.close(); await clinic.db.close() })
it('shoots', async () => {
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  for (const [language, width, scheme] of [['pl', 360, 'light'], ['ru', 360, 'dark'], ['pl', 1280, 'dark'], ['ru', 1280, 'light']] as const) {
    clinic.clock.advance({ minutes: 16 })
    const patient = await addPatient(clinic, { language })
    const url = `${address}${await linkFor(clinic, patient)}`
    const page = await openPage({ width, scheme })
    let n = 0
    const shot = async (name: string) => { const o = { path: `/tmp/kb/shots/${language}-${width}-${scheme}-${n++}-${name}.png`, fullPage: width === 360 }; n += 0; for (let k = 0; k < 5; k++) { try { await page.screenshot(o); return } catch {} } }
    await page.goto(url); await shot('birth')
    await page.locator('summary').click(); await shot('languages'); await page.locator('summary').click()
    const b = page.getByRole('textbox'); await b.nth(0).fill('14'); await b.nth(1).fill('03'); await b.nth(2).fill('1960'); await page.locator('main form button').first().click(); await shot('wrong')
    const c = page.getByRole('textbox'); await c.nth(2).fill('1959'); await page.locator('main form button').first().click(); await shot('times')
    await page.goto(`${url}/times?all=1`); await shot('all')
    await page.goto(`${url}/times`); await page.getByRole('radio').first().check(); await shot('chosen')
    await page.locator('main form button').first().click(); await shot('check')
    await page.locator('main form button').first().click(); await shot('done')
    await page.goto(`${url}/visit`); await shot('visit')
    await page.goto(`${url}/times?taken=29929920.${clinic.doctorLis}`); await shot('taken')
    await page.goto(`${url}/cancel`); await shot('cancel')
    await page.goto(`${url}/not-me`); await shot('notme')
    await page.goto(`${address}/b/zzzzzz.AAAAAAAAAAAAAAAAAAAAAA?l=${language}`); await shot('over')
  }
}, 120000)
it('sheets', async () => {
  const { readdirSync } = await import('node:fs')
  for (const set of ['pl-360-light', 'ru-360-dark', 'pl-1280-dark', 'ru-1280-light']) {
    const files = readdirSync('/tmp/kb/shots').filter((f) => f.startsWith(`${set}-`)).sort((a, b) => Number(a.split('-')[3]) - Number(b.split('-')[3]))
    const is = set.includes('1280')
    const page = await openPage({ width: is ? 1500 : 1480 })
    const { readFileSync } = await import('node:fs')
    await page.setContent(`<body style="margin:0;background:#888;display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start">${files.map((f) => `<img style="width:${is ? 740 : 360}px" src="data:image/png;base64,${readFileSync(`/tmp/kb/shots/${f}`).toString('base64')}">`).join('')}`)
    await page.screenshot({ path: `/tmp/kb/shots/sheet-${set}.png`, fullPage: true })
  }
}, 60000)
it('strips', async () => {
  const { readFileSync } = await import('node:fs')
  for (const [out, set, names] of [['s1', 'pl-360-light', ['0-birth','2-wrong','3-times','5-chosen']], ['s2', 'pl-360-light', ['6-check','7-done','8-visit','10-cancel']], ['s3', 'ru-360-dark', ['1-languages','4-all','8-visit','7-done']]] as const) {
    const page = await openPage({ width: 1480 })
    await page.setContent(`<body style="margin:0;background:#888;display:flex;gap:8px;align-items:flex-start;height:1100px;overflow:hidden">${names.map((f) => `<img style="width:360px" src="data:image/png;base64,${readFileSync(`/tmp/kb/shots/${set}-${f}.png`).toString('base64')}">`).join('')}`)
    await page.screenshot({ path: `/tmp/kb/shots/strip-${out}.png`, fullPage: true })
  }
}, 60000)
