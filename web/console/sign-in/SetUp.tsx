import { PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SetUp as SetUpBody } from '../../../src/clinic/contract.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { post } from '../api/client.ts'
import { useShownLanguage } from '../messages/language.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { AuthFrame } from './AuthFrame.tsx'
import { isEmail, shortestPassword } from './fields.ts'
import { SubmitButton } from './SubmitButton.tsx'
import classes from './sign-in.module.css'
import { takeToken, useEnter } from './use-enter.ts'

const known: KnownProblems = {
  link_spent: 'signIn.linkSpent',
  http_401: 'signIn.linkSpent',
  email_taken: 'signIn.emailTaken',
  already_staff: 'signIn.alreadyStaff',
}

/** A person's account, from a one-time link: the first start prints one, `kembali staff link` the others. */
export function SetUp() {
  const text = useText()
  const [token] = useState(takeToken)
  return (
    <AuthFrame title={text('signIn.setUpTitle')} help={text('signIn.setUpHelp')}>
      {token === '' ? (
        <div className={classes['form']}>
          <Notice tone="attention" title={text('signIn.setUpTokenMissing')} />
        </div>
      ) : (
        <SetUpForm token={token} />
      )}
    </AuthFrame>
  )
}

function useSetUpForm() {
  const text = useText()
  return useForm({
    initialValues: { name: '', email: '', password: '' },
    validateInputOnBlur: true,
    validate: {
      name: (value) => (value.trim() === '' ? text('signIn.nameMissing') : null),
      email: (value) => (isEmail(value) ? null : text('signIn.emailWrong')),
      password: (value) =>
        value.length >= shortestPassword
          ? null
          : text('signIn.passwordShort', { count: shortestPassword - value.length }),
    },
  })
}

function SetUpForm({ token }: { readonly token: string }) {
  const text = useText()
  const problemText = useProblemText()
  const enter = useEnter()
  const { language } = useShownLanguage()
  const form = useSetUpForm()
  const setUp = useMutation({
    mutationFn: (body: SetUpBody) => post('/api/set-up', body),
    meta: { isPublic: true },
    onSuccess: enter,
  })
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={form.onSubmit((values) =>
        setUp.mutate({ ...values, email: values.email.trim(), token, language }),
      )}
    >
      {setUp.error && <Notice tone="bad" title={problemText(setUp.error, known)} />}
      <TextInput
        size="lg"
        label={text('signIn.name')}
        description={text('signIn.nameHelp')}
        autoComplete="name"
        autoFocus
        {...form.getInputProps('name')}
      />
      <TextInput
        size="lg"
        type="email"
        label={text('signIn.email')}
        autoComplete="username"
        {...form.getInputProps('email')}
      />
      <PasswordInput
        size="lg"
        label={text('signIn.password')}
        description={text('signIn.passwordHelp')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': text('signIn.passwordShow') }}
        {...form.getInputProps('password')}
      />
      <SubmitButton label={text('signIn.setUpDone')} isBusy={setUp.isPending} />
    </form>
  )
}
