import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { Notice } from '../../ui/states/Notice.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { AuthFrame } from './AuthFrame.tsx'
import { isEmail } from './fields.ts'
import { SubmitButton } from './SubmitButton.tsx'
import classes from './sign-in.module.css'
import { takeToken, useEnter } from './use-enter.ts'

const known: KnownProblems = {
  http_400: 'signIn.linkSpent',
  http_401: 'signIn.linkSpent',
  link_spent: 'signIn.linkSpent',
  invalid_token: 'signIn.linkSpent',
}

/** Where a one-time link leads (the button spends it, opening it does not), and where one is asked for. */
export function SignInLink() {
  const text = useText()
  const [token] = useState(takeToken)
  const [isAsking, setIsAsking] = useState(token === '')
  return (
    <AuthFrame
      title={isAsking ? text('signIn.linkAskTitle') : text('signIn.linkTitle')}
      help={isAsking ? text('signIn.linkAskHelp') : undefined}
    >
      {isAsking ? <AskForLink /> : <SpendLink token={token} onSpent={() => setIsAsking(true)} />}
      <p className={classes['links']}>
        <Link to={paths.signIn} search={(before: object) => before as never} className={classes['link']}>
          {text('signIn.again')}
        </Link>
      </p>
    </AuthFrame>
  )
}

function SpendLink({ token, onSpent }: { readonly token: string; readonly onSpent: () => void }) {
  const text = useText()
  const problemText = useProblemText()
  const enter = useEnter()
  const spend = useMutation({
    mutationFn: () => post('/api/sign-in-link', { token }),
    meta: { isPublic: true },
    onSuccess: enter,
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (spend.isError) onSpent()
    else spend.mutate()
  }
  return (
    <form className={classes['form']} onSubmit={submit}>
      {spend.error && <Notice tone="bad" title={problemText(spend.error, known)} />}
      <SubmitButton
        label={spend.isError ? text('signIn.linkAsk') : text('signIn.signIn')}
        isBusy={spend.isPending}
      />
    </form>
  )
}

function AskForLink() {
  const text = useText()
  const problemText = useProblemText()
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (isEmail(value) ? null : text('signIn.emailWrong')) },
  })
  const ask = useMutation({
    mutationFn: (email: string) => post('/api/auth/sign-in/magic-link', { email: email.trim() }),
    meta: { isPublic: true },
  })
  if (ask.isSuccess) {
    return (
      <div className={classes['form']}>
        <Notice tone="ok" title={text('signIn.linkSent')} />
      </div>
    )
  }
  return (
    <form className={classes['form']} noValidate onSubmit={form.onSubmit(({ email }) => ask.mutate(email))}>
      {ask.error && <Notice tone="bad" title={problemText(ask.error)} />}
      <TextInput
        size="lg"
        type="email"
        label={text('signIn.email')}
        autoComplete="username"
        autoFocus
        {...form.getInputProps('email')}
      />
      <SubmitButton label={text('signIn.linkAsk')} isBusy={ask.isPending} />
    </form>
  )
}
