import { isCancel, select, text } from '@clack/prompts'
import { defineCommand } from 'citty'
import { createClinic, type NewClinic } from '../../clinic/create-clinic.ts'
import { isLanguage, type Language, languages } from '../../platform/rules/language.ts'
import { issueSetUpLink } from '../auth/set-up-link.ts'
import { asJson, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { commonArguments, withRuntime } from './with-runtime.ts'

const practiceTypes = ['dental', 'primary_care', 'physiotherapy', 'specialist'] as const

const languageOf: Readonly<Record<string, Language>> = { PL: 'pl', RU: 'ru', MY: 'ms', BY: 'ru', KZ: 'ru' }
const currencyOf: Readonly<Record<string, string>> = { PL: 'PLN', RU: 'RUB', MY: 'MYR', GB: 'GBP', US: 'USD' }

export const init = defineCommand({
  meta: { name: 'init', description: 'make a clinic (asks for what is not given, when run by hand)' },
  args: {
    ...commonArguments,
    name: { type: 'string', description: 'name of the clinic' },
    country: { type: 'string', description: 'ISO country code, e.g. PL', valueHint: 'code' },
    zone: { type: 'string', description: 'time zone, e.g. Europe/Warsaw', valueHint: 'zone' },
    language: { type: 'string', description: 'en, pl, ru or ms; default by country', valueHint: 'code' },
    practice: {
      type: 'string',
      description: `${practiceTypes.join(', ')}; default dental`,
      valueHint: 'type',
    },
    'display-name': { type: 'string', description: 'what patients see, when the name reveals a speciality' },
    region: { type: 'string', description: 'state or province, where its rules differ (US: FL, TX …)' },
    currency: { type: 'string', description: 'ISO currency code; default by country', valueHint: 'code' },
    phone: { type: 'string', description: 'telephone that patients may call' },
    address: { type: 'string', description: 'short address for messages' },
  },
  run: async ({ args }) => {
    const clinic = await completeAnswers(args)
    await withRuntime(
      args,
      async ({ db }) => {
        const made = await createClinic(db, clinic, { kind: 'command_line', name: 'kembali init' })
        if (!made.ok) throw new CommandFailure(refusals[made.error.kind](clinic))
        const link = await issueSetUpLink(db, made.value.id)
        if (args.json)
          return terminal.answer(
            asJson({ id: made.value.id, key: made.value.key, name: clinic.name, setUpPath: link.path }),
          )
        terminal.answer(
          `${clinic.name} is there. Next: "kembali import …", then "kembali serve" and open ${link.path} to make the first account (valid 7 days, once).`,
        )
      },
      { mayCreate: true },
    )
  },
})

const refusals = {
  zone_unknown: (clinic: NewClinic) => `"${clinic.zone}" is no time zone; write one like Europe/Warsaw`,
  country_unknown: (clinic: NewClinic) => `"${clinic.country}" is no country: write its ISO code, such as PL`,
  name_taken: (clinic: NewClinic) => `there is a clinic called "${clinic.name}" already`,
  name_empty: () => 'the clinic needs a name',
} as const

interface Answers {
  readonly name?: string | undefined
  readonly country?: string | undefined
  readonly zone?: string | undefined
  readonly language?: string | undefined
  readonly practice?: string | undefined
  readonly 'display-name'?: string | undefined
  readonly region?: string | undefined
  readonly currency?: string | undefined
  readonly phone?: string | undefined
  readonly address?: string | undefined
}

async function completeAnswers(args: Answers): Promise<NewClinic> {
  const name = args.name ?? (await ask('name', 'What is the clinic called?'))
  const country = (
    args.country ?? (await ask('country', 'In which country? (ISO code, e.g. PL)'))
  ).toUpperCase()
  const zone = args.zone ?? (await ask('zone', 'In which time zone? (e.g. Europe/Warsaw)'))
  if (!/^[A-Z]{2}$/.test(country))
    throw new UsageFailure(`--country: "${country}" is no ISO country code; write one like PL`)
  const language =
    args.language ?? (args.name === undefined ? await chooseLanguage(country) : (languageOf[country] ?? 'en'))
  if (!isLanguage(language))
    throw new UsageFailure(`--language: "${language}" is not one of ${languages.join(', ')}`)
  const practiceType = practiceTypes.find((type) => type === (args.practice ?? 'dental'))
  if (practiceType === undefined)
    throw new UsageFailure(`--practice must be one of ${practiceTypes.join(', ')}`)
  const currency = (args.currency ?? currencyOf[country] ?? 'EUR').toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency))
    throw new UsageFailure(`--currency: "${currency}" is no ISO currency code`)
  return {
    name,
    country,
    zone,
    language,
    practiceType,
    currency,
    ...(args['display-name'] === undefined ? {} : { displayName: args['display-name'] }),
    ...(args.region === undefined ? {} : { region: args.region.toUpperCase() }),
    ...(args.phone === undefined ? {} : { phone: args.phone }),
    ...(args.address === undefined ? {} : { address: args.address }),
  }
}

async function ask(flag: string, question: string): Promise<string> {
  requireTerminal(flag)
  const answer = await text({
    message: question,
    validate: (value) => ((value ?? '').trim() === '' ? 'Please write something' : undefined),
  })
  if (isCancel(answer)) throw new CommandFailure('cancelled; nothing was made')
  return answer.trim()
}

async function chooseLanguage(country: string): Promise<string> {
  if (process.stdin.isTTY !== true) return languageOf[country] ?? 'en'
  const answer = await select({
    message: 'In which language does the clinic work?',
    options: languages.map((value) => ({ value, label: value })),
    initialValue: languageOf[country] ?? 'en',
  })
  if (isCancel(answer)) throw new CommandFailure('cancelled; nothing was made')
  return answer
}

function requireTerminal(flag: string): void {
  if (process.stdin.isTTY !== true) throw new UsageFailure(`--${flag} is needed when nobody can be asked`)
}
