import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import type { ChannelAccount, TestRefusal } from '../../../src/outreach/contract/channels.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useHotkey } from '../../ui/hotkeys/use-hotkey.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import classes from './channels.module.css'
import { TestResult } from './TestResult.tsx'
import { useAskTest } from './use-test.ts'

const refusalWords = {
  not_found: 'channels.noSuchAccount',
  account_paused: 'channels.testPaused',
  account_ended: 'channels.testEnded',
  opted_out: 'channels.testOptedOut',
  too_many: 'channels.testTooMany',
} as const satisfies Readonly<Record<Exclude<TestRefusal, 'not_an_address'>, MessageKey>>

/** A message to whoever looks at this page, by this account for real; M goes into the field, Enter sends. */
export function TestForm({ account }: { readonly account: ChannelAccount }) {
  const text = useText()
  const isSms = account.channel === 'sms'
  const isPaused = account.standing === 'paused'
  const field = useRef<HTMLInputElement>(null)
  const [to, setTo] = useState('')
  const [wrong, setWrong] = useState<MessageKey | null>(null)
  const asking = useAskTest(account.id)
  useHotkey('KeyM', { label: text('channels.test'), run: () => field.current?.focus(), when: !isPaused })
  const problemText = useProblemText()
  const send = (): void => {
    const typed = to.trim()
    setWrong(typed === '' ? 'channels.testMissing' : null)
    if (typed === '') return
    asking.mutate(typed, {
      onSuccess: (refusal) => setWrong(refusal === null ? null : wordOf(refusal, isSms)),
    })
  }
  const error = asking.error ? problemText(asking.error) : wrong && text(wrong)
  return (
    <>
      {account.lastTest && <TestResult key={account.lastTest.id} last={account.lastTest} isSms={isSms} />}
      <form
        className={classes['test']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPaused && !asking.isPending) send()
        }}
      >
        <TextInput
          ref={field}
          type={isSms ? 'tel' : 'email'}
          label={text(isSms ? 'channels.testNumber' : 'channels.testAddress')}
          description={text('channels.testHelp')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={to}
          onChange={(event) => {
            setTo(event.currentTarget.value)
            setWrong(null)
          }}
          error={error}
          autoComplete="off"
          disabled={isPaused}
        />
        <ActionButton
          label={text('channels.testSend')}
          combo="KeyM"
          look="main"
          type="submit"
          isBusy={asking.isPending}
          blocked={isPaused ? text('channels.testPaused') : undefined}
        />
      </form>
    </>
  )
}

function wordOf(refusal: TestRefusal, isSms: boolean): MessageKey {
  if (refusal === 'not_an_address') return isSms ? 'channels.testNotNumber' : 'channels.testNotAddress'
  return refusalWords[refusal]
}
