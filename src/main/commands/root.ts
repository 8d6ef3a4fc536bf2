import { defineCommand } from 'citty'

/** Commands load what they need only when they are called: --help answers at once. */
export const rootCommand = defineCommand({
  meta: {
    name: 'kembali',
    description: 'Recall and reactivation for clinics: who is due, who drifted away, and an easy way back',
  },
  subCommands: {
    init: async () => (await import('./init.ts')).init,
    import: async () => (await import('./import.ts')).importRecords,
    audit: async () => (await import('./audit.ts')).audit,
    duplicates: async () => (await import('./duplicates.ts')).duplicates,
    cleanup: async () => (await import('./cleanup.ts')).cleanup,
    schedule: async () => (await import('./schedule.ts')).schedule,
    recall: async () => (await import('./recall.ts')).recall,
    due: async () => (await import('./due.ts')).due,
    lapsed: async () => (await import('./lapsed.ts')).lapsed,
    audience: async () => (await import('./audience.ts')).audience,
    campaign: async () => (await import('./campaign.ts')).campaign,
    report: async () => (await import('./report.ts')).report,
    why: async () => (await import('./why.ts')).why,
    channel: async () => (await import('./channel.ts')).channel,
    practice: async () => (await import('./practice.ts')).practice,
    clinics: async () => (await import('./clinics.ts')).clinics,
    staff: async () => (await import('./staff.ts')).staff,
    serve: async () => (await import('./serve.ts')).serve,
    doctor: async () => (await import('./doctor.ts')).doctor,
    demo: async () => (await import('./demo.ts')).demo,
  },
})
