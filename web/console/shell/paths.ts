// Where things are in the console, below `/console`; the only place that spells addresses of other pages.
export const paths = {
  home: '/',
  today: '/today',
  inbox: '/inbox',
  thread: (threadId: string) => `/inbox/${threadId}`,
  dueList: '/due-list',
  patients: '/patients',
  cleanup: '/cleanup',
  audit: '/audit',
  patient: (patientId: string) => `/patients/${patientId}`,
  audiences: '/audiences',
  campaigns: '/campaigns',
  campaign: (campaignId: string) => `/campaigns/${campaignId}`,
  recallTypes: '/settings/recall-types',
  signIn: '/sign-in',
  signInLink: '/sign-in-link',
  setUp: '/set-up',
} as const
