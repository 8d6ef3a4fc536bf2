import type { z } from 'zod'
import type { When } from '../platform/contract/when.ts'
import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { CampaignReport } from './campaign-report.ts'
import type { campaignReportSchema } from './contract/campaign-report.ts'

/** The report in the words of its reader. */
export function presentReport(
  report: CampaignReport,
  reading: Reading,
): z.input<typeof campaignReportSchema> {
  const moment = (at: Temporal.Instant | null): When | null =>
    at === null ? null : when(at, reading, report.asOf)
  const { campaign } = report
  return {
    ...report,
    campaign: { ...campaign, startedAt: moment(campaign.startedAt), endedAt: moment(campaign.endedAt) },
    asOf: when(report.asOf, reading, report.asOf),
    funnel: { ...report.funnel, notSent: [...report.funnel.notSent] },
    groups: report.groups.map(({ key, names, proof }) => ({
      key,
      name: names?.[reading.language] ?? null,
      proof,
    })),
    channels: [...report.channels],
    curve: [...report.curve],
  }
}
