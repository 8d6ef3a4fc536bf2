import { sql } from 'kysely'
import { countSavedAudience } from '../../campaigns/count-saved-audience.ts'
import { enrolPatients } from '../../campaigns/enrol-patients.ts'
import { followImportedVisits } from '../../campaigns/follow-visits.ts'
import type { ChannelLog } from '../../outreach/channels/channel.ts'
import { findDuplicates } from '../../patients/find-duplicates.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ScheduledJob } from '../../platform/jobs/job-queue.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { countCleanup } from '../../recall/count-cleanup.ts'
import { rebuildCycles } from '../../recall/rebuild-cycles.ts'
import { recomputeDirty } from '../../recall/recompute-dirty.ts'
import { rollOver } from '../../recall/roll-over.ts'
import { loadOutreachPacks } from './load-packs.ts'

interface Place {
  readonly db: Database
  readonly log: Pick<ChannelLog, 'error'>
}

/** What happens by the clock. One clinic's failure is logged and leaves the others alone. */
export function scheduledJobs(runtime: Place): readonly ScheduledJob[] {
  const { db } = runtime
  return [
    {
      // A new day at the clinic: overrides and arrangements run out, patients reach the age of a screening.
      name: 'recall.roll-over',
      cron: '2 * * * *',
      run: async () =>
        forClinics(runtime, 'recall.roll-over', async (clinic) => {
          await db.tenant(clinic, async (tx) => rollOver(tx.as('recall')))
        }),
    },
    {
      // The audit of the increments, in the night of the clinic.
      name: 'recall.rebuild',
      cron: '10 * * * *',
      run: async () =>
        forClinics(runtime, 'recall.rebuild', async (clinic, zone) => {
          if (db.clock.now().toZonedDateTimeISO(zone).hour !== 1) return
          await db.tenant(clinic, async (tx) => rebuildCycles(tx.as('recall')))
        }),
    },
    {
      // Who is one person is settled before anybody is invited: two records of one person would be two messages.
      name: 'campaigns.enrol',
      cron: '*/10 * * * *',
      run: async () =>
        forClinics(runtime, 'campaigns.enrol', async (clinic) => {
          await settlePeople(runtime, clinic)
          await enrolEverywhere(runtime, clinic)
        }),
    },
    {
      // Sizes in the list of audiences are of last night at the latest.
      name: 'campaigns.count-audiences',
      cron: '40 * * * *',
      run: async () =>
        forClinics(runtime, 'campaigns.count-audiences', async (clinic, zone) => {
          if (db.clock.now().toZonedDateTimeISO(zone).hour === 2) await countAudiences(runtime, clinic)
        }),
    },
    {
      name: 'recall.count-cleanup',
      cron: '*/10 * * * *',
      run: async () =>
        forClinics(runtime, 'recall.count-cleanup', async (clinic) => {
          await db.tenant(clinic, async (tx) => countCleanup(tx.as('recall')))
        }),
    },
  ]
}

async function countAudiences({ db }: Place, clinic: ClinicId): Promise<void> {
  const { rules } = await loadOutreachPacks()
  const audiences = await db.tenant(clinic, async (tx) =>
    tx
      .as('campaigns')
      .read.selectFrom('campaigns.audience')
      .select('id')
      .where('clinic_id', '=', clinic)
      .where('ended_at', 'is', null)
      .execute(),
  )
  for (const { id } of audiences)
    await db.tenant(clinic, async (tx) => countSavedAudience(tx.as('campaigns'), { audienceId: id, rules }))
}

async function forClinics(
  { db, log }: Place,
  job: string,
  work: (clinic: ClinicId, zone: string) => Promise<void>,
): Promise<void> {
  const clinics = await db.discover<{ id: ClinicId; zone: string }>(sql`
    select id, zone from clinic.clinic where ended_at is null order by id`)
  for (const { id, zone } of clinics) {
    try {
      await work(id, zone)
    } catch (error) {
      log.error({ err: error, job, clinic: id }, 'scheduled work failed for a clinic')
    }
  }
}

/**
 * Imports mark what they bring or change: duplicates among it are looked for and the certain ones merged, and what is due
 * is computed anew. A clinic without marks costs one look at two empty lists.
 */
async function settlePeople({ db }: Place, clinic: ClinicId): Promise<void> {
  await findDuplicates(db, clinic, { everyone: false, mergesCertain: true })
  while ((await db.tenant(clinic, async (tx) => recomputeDirty(tx.as('recall')))).patients > 0);
}

/** Newly due and newly lapsed patients join the running campaigns; imported appointments get their messages. */
async function enrolEverywhere({ db }: Place, clinic: ClinicId): Promise<void> {
  const campaigns = await db.tenant(clinic, async (tx) =>
    tx
      .as('campaigns')
      .read.selectFrom('campaigns.campaign')
      .select('id')
      .where('clinic_id', '=', clinic)
      .where('state', '=', 'running')
      // Where two campaigns name the same patient, the one that was started first has them.
      .orderBy('started_at')
      .orderBy('id')
      .execute(),
  )
  for (const { id } of campaigns) await db.tenant(clinic, async (tx) => enrolPatients(tx.as('campaigns'), id))
  await db.tenant(clinic, async (tx) => followImportedVisits(tx.as('campaigns')))
}
