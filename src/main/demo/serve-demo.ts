import { addStaff } from '../../clinic/add-staff.ts'
import type { Config } from '../../platform/config/read-config.ts'
import { openLog } from '../../platform/log/log.ts'
import { clinicId } from '../../platform/rules/brand.ts'
import { openStaffAuth, type StaffAuth } from '../auth/staff-auth.ts'
import type { Output } from '../commands/output.ts'
import { runService } from '../run-service.ts'
import { openRuntime, type Runtime } from '../runtime/open-runtime.ts'
import { sessionKey } from '../runtime/session-key.ts'

export interface LiveDemo {
  readonly made: { readonly clinicId: string }
  readonly port: number | undefined
  readonly output: Output
}

/** The same server and worker as any clinic's, on the demo's data, until Ctrl-C. */
export async function serveDemo(config: Config, demo: LiveDemo): Promise<void> {
  const runtime = await openRuntime({ config, log: openLog(config.logLevel) })
  try {
    const serve = async (port: number): Promise<void> =>
      runService(runtime, {
        role: 'all',
        host: config.host,
        port,
        onReady: async (address) => {
          if (address !== null) await greet(runtime, { address, ...demo })
        },
      })
    await serve(demo.port ?? config.port).catch(async (error: unknown) => {
      // Another program on the usual port must not keep anybody from seeing the demo.
      if (demo.port !== undefined || !isAddressInUse(error)) throw error
      return serve(0)
    })
  } finally {
    await runtime.close()
  }
}

async function greet(
  runtime: Runtime,
  { address, made, output }: LiveDemo & { readonly address: string },
): Promise<void> {
  const base = runtime.config.publicUrl ?? address
  const auth = openStaffAuth({
    connection: runtime.connection,
    secret: await sessionKey(runtime.config),
    baseUrl: base,
  })
  try {
    await makeManager(runtime, auth, made.clinicId)
    const token = await auth.issueSignInLink(manager.email)
    output.note(`\nThe clinic is open at ${base}/console/`)
    output.note(`Sign in with this link, once, within 15 minutes: ${base}/console/sign-in-link#${token}`)
    output.note(
      'Nothing leaves this machine. Ctrl-C ends it; the next start is quick, "--fresh" begins anew.',
    )
  } finally {
    await auth.close()
  }
}

const manager = { name: 'Anna Nowak', email: 'anna.nowak@klonowa.example' } as const

/** The account that the sign-in link is for; its password is drawn and told to nobody. */
async function makeManager({ db }: Runtime, auth: StaffAuth, clinic: string): Promise<void> {
  const user = await auth.createUser({ ...manager, password: db.ids.secret(24) })
  if (user === null) return
  await db.tenant(clinicId(clinic), async (tx) =>
    addStaff(tx.as('clinic'), {
      person: { ...manager, authUserId: user.id, role: 'owner', language: 'en' },
      actor: { kind: 'system', name: 'demo' },
    }),
  )
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
