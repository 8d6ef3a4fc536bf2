// Every message key of the console, taken from the English files: a key that is missing does not compile.
// A page adds one line here and its folder beside this file, with a file for each of the four languages.

interface Areas {
  readonly audienceEditor: typeof import('./audience-editor/en.json')
  readonly audienceList: typeof import('./audience-list/en.json')
  readonly audiences: typeof import('./audiences/en.json')
  readonly audit: typeof import('./audit/en.json')
  readonly booking: typeof import('./booking/en.json')
  readonly campaigns: typeof import('./campaigns/en.json')
  readonly channelForm: typeof import('./channel-form/en.json')
  readonly channels: typeof import('./channels/en.json')
  readonly cleanup: typeof import('./cleanup/en.json')
  readonly dueList: typeof import('./due-list/en.json')
  readonly inbox: typeof import('./inbox/en.json')
  readonly invite: typeof import('./invite/en.json')
  readonly patients: typeof import('./patients/en.json')
  readonly presence: typeof import('./presence/en.json')
  readonly problems: typeof import('./problems/en.json')
  readonly recallTypeForm: typeof import('./recall-type-form/en.json')
  readonly recallTypes: typeof import('./recall-types/en.json')
  readonly recallWhy: typeof import('./recall-why/en.json')
  readonly recalls: typeof import('./recalls/en.json')
  readonly services: typeof import('./services/en.json')
  readonly shell: typeof import('./shell/en.json')
  readonly signIn: typeof import('./sign-in/en.json')
  readonly start: typeof import('./start/en.json')
  readonly states: typeof import('./states/en.json')
  readonly today: typeof import('./today/en.json')
  readonly uiWords: typeof import('./ui-words/en.json')
}

export type MessageKey = { [Area in keyof Areas]: Exclude<keyof Areas[Area], 'default'> }[keyof Areas] &
  string
