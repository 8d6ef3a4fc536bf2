import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { AuthFrame } from './AuthFrame.tsx'
import { SubmitButton } from './SubmitButton.tsx'
import classes from './sign-in.module.css'

interface CodeStepProps {
  readonly onEntered: () => void
  readonly onBack: () => void
}

const known: KnownProblems = {
  invalid_code: 'signIn.codeWrong',
  invalid_two_factor_code: 'signIn.codeWrong',
  http_401: 'signIn.codeWrong',
  http_400: 'signIn.codeWrong',
}

/** The second step for those who use an authenticator app. */
export function CodeStep({ onEntered, onBack }: CodeStepProps) {
  const text = useText()
  const problemText = useProblemText()
  const [code, setCode] = useState('')
  const verify = useMutation({
    mutationFn: () => post('/api/auth/two-factor/verify-totp', { code }),
    meta: { isPublic: true },
    onSuccess: onEntered,
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    verify.mutate()
  }
  return (
    <AuthFrame title={text('signIn.codeTitle')}>
      <form className={classes['form']} onSubmit={submit}>
        <TextInput
          size="lg"
          label={text('signIn.code')}
          description={text('signIn.codeHelp')}
          error={verify.error ? problemText(verify.error, known) : undefined}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <SubmitButton label={text('signIn.continue')} isBusy={verify.isPending} />
        <Button variant="subtle" size="lg" onClick={onBack}>
          {text('signIn.again')}
        </Button>
      </form>
    </AuthFrame>
  )
}
