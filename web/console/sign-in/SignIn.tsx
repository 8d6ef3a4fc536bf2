import { PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Notice } from '../../ui/states/Notice.tsx'
import { post } from '../api/client.ts'
import { hasSignedOutHere } from '../api/signed-out.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { AuthFrame } from './AuthFrame.tsx'
import { CodeStep } from './CodeStep.tsx'
import { isEmail } from './fields.ts'
import { SubmitButton } from './SubmitButton.tsx'
import classes from './sign-in.module.css'
import { useEnter } from './use-enter.ts'

const known: KnownProblems = {
  invalid_email_or_password: 'signIn.wrong',
  invalid_email: 'signIn.wrong',
  http_401: 'signIn.wrong',
  unauthorized: 'signIn.wrong',
}

interface SignInAnswer {
  readonly twoFactorRedirect?: boolean
}

/** E-mail and password, and the six-digit code for those who have set one up. */
export function SignIn() {
  const text = useText()
  const enter = useEnter()
  const [needsCode, setNeedsCode] = useState(false)
  if (needsCode) return <CodeStep onEntered={enter} onBack={() => setNeedsCode(false)} />
  return (
    <AuthFrame title={text('signIn.title')}>
      <IdleNotice />
      <SignInForm onAnswer={(answer) => (answer.twoFactorRedirect ? setNeedsCode(true) : enter())} />
      <p className={classes['links']}>
        <Link to={paths.signInLink} search={(before: object) => before as never} className={classes['link']}>
          {text('signIn.linkUse')}
        </Link>
      </p>
    </AuthFrame>
  )
}

/** After an automatic sign-out; what was being written is there only as long as the page is not loaded anew. */
function IdleNotice() {
  const text = useText()
  const { ended }: { readonly ended?: unknown } = useSearch({ strict: false })
  if (ended !== 'idle') return null
  return (
    <div className={classes['notice']}>
      <Notice tone="info" title={text('signIn.idle')}>
        {text(hasSignedOutHere() ? 'signIn.idleKept' : 'signIn.idleBack')}
      </Notice>
    </div>
  )
}

function SignInForm({ onAnswer }: { readonly onAnswer: (answer: SignInAnswer) => void }) {
  const text = useText()
  const problemText = useProblemText()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validateInputOnBlur: ['email'],
    validate: {
      email: (value) => (isEmail(value) ? null : text('signIn.emailWrong')),
      password: (value) => (value === '' ? text('signIn.passwordMissing') : null),
    },
  })
  const signIn = useMutation({
    mutationFn: (values: typeof form.values) =>
      post<SignInAnswer>('/api/auth/sign-in/email', { ...values, email: values.email.trim() }),
    meta: { isPublic: true },
    onSuccess: onAnswer,
  })
  return (
    <form className={classes['form']} noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      {signIn.error && <Notice tone="bad" title={problemText(signIn.error, known)} />}
      <TextInput
        size="lg"
        type="email"
        label={text('signIn.email')}
        autoComplete="username"
        autoFocus
        {...form.getInputProps('email')}
      />
      <PasswordInput
        size="lg"
        label={text('signIn.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': text('signIn.passwordShow') }}
        {...form.getInputProps('password')}
      />
      <SubmitButton label={text('signIn.signIn')} isBusy={signIn.isPending} />
    </form>
  )
}
