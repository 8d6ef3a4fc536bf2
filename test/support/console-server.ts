import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { addStaff } from '../../src/clinic/add-staff.ts'
import type { StaffRole } from '../../src/clinic/rules/actor.ts'
import { buildConsoleIfStale } from '../../src/main/console-build.ts'
import { startServer } from '../../src/main/http/start-server.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import type { Database } from '../../src/platform/db/database.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { openLog } from '../../src/platform/log/log.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import type { Language } from '../../src/platform/rules/language.ts'
import { openPage, type Visitor } from './browser.ts'

interface Colleague extends Visitor {
  readonly role?: StaffRole
  readonly language?: Language
  /** Another clinic of the same database than the one the server was started with. */
  readonly clinicId?: ClinicId
  /** Whoever of this role, language and clinic signed in first, instead of somebody new: sign-ins are limited. */
  readonly isKnown?: boolean
  /** Before the page is loaded: to break an answer, to stop the clock. */
  readonly before?: (page: Page) => Promise<unknown>
}

export interface ConsoleServer {
  readonly address: string
  /** A page of the console (below `/console`), opened by a colleague of their own who has signed in. */
  open(path: string, who?: Colleague): Promise<Page>
  close(): Promise<void>
}

type Person = Required<Pick<Colleague, 'role' | 'language' | 'clinicId'>>
type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>

/** Of every colleague who signs in. */
export const staffPassword = 'a long sentence is easy'

/** The server as it is shipped, with the built console, before a clinic of the test. */
export async function consoleServer(
  clinic: { readonly db: Database; readonly clinicId: ClinicId },
  connection: Connection,
): Promise<ConsoleServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kembali-console-'))
  const log = openLog('silent')
  await buildConsoleIfStale(log)
  const config = readConfig({ KEMBALI_LOG_LEVEL: 'silent' }, { dataDir: folder })
  if (!config.ok) throw new Error(config.error.join('\n'))
  const runtime = { config: config.value, log, db: clinic.db, connection, close: async () => undefined }
  const server = await startServer(runtime, { host: '127.0.0.1', port: 0 })
  let colleagues = 0
  const known = new Map<string, Cookies>()
  const signIn = async (page: Page, { role, language, clinicId }: Person): Promise<void> => {
    colleagues += 1
    const email = `ewa${colleagues}@klonowa.example`
    const user = await server.auth.createUser({ name: 'Ewa Zając', email, password: staffPassword })
    if (user === null) throw new Error('the address is taken')
    const person = { authUserId: user.id, name: 'Ewa Zając', email, role, language }
    await clinic.db.tenant(clinicId, async (tx) =>
      addStaff(tx.as('clinic'), { person, actor: { kind: 'system', name: 'test' } }),
    )
    // A password may be tried ten times a minute only.
    const signedIn = await page.request.post(`${server.address}/api/sign-in-link`, {
      data: { token: await server.auth.issueSignInLink(email) },
      headers: { 'x-kembali': '1', origin: server.address },
    })
    if (!signedIn.ok()) throw new Error(`sign-in answered ${signedIn.status()}`)
  }
  return {
    address: server.address,
    open: async (path, who = {}) => {
      const { role = 'front_desk', language = 'pl', clinicId = clinic.clinicId, ...rest } = who
      const { before, isKnown = false, ...visitor } = rest
      const page = await openPage({ width: 1440, locale: language, ...visitor })
      const key = [role, language, clinicId].join(' ')
      const cookies = isKnown ? known.get(key) : undefined
      if (cookies === undefined) {
        await signIn(page, { role, language, clinicId })
        known.set(key, await page.context().cookies())
      } else await page.context().addCookies(cookies)
      await before?.(page)
      await page.goto(`${server.address}/console${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      return page
    },
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Whether a page is wider than its window. */
export async function spills(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}
