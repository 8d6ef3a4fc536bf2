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
import { SubmitButton } from './SubmitButton.tsx'
import classes from './sign-in.module.css'
import { takeToken, useEnter } from './use-enter.ts'

const known: KnownProblems = { link_spent: 'signIn.linkSpent', http_401: 'signIn.linkSpent' }

/** Where a one-time link leads (the button spends it, opening it does not), or where one is pasted. */
export function SignInLink() {
  const text = useText()
  const [token, setToken] = useState(takeToken)
  const isPasting = token === ''
  return (
    <AuthFrame
      title={isPasting ? text('signIn.linkPasteTitle') : text('signIn.linkTitle')}
      help={isPasting ? text('signIn.linkPasteIntro') : undefined}
    >
      {isPasting ? (
        <PasteLink onToken={setToken} />
      ) : (
        <SpendLink token={token} onAnother={() => setToken('')} />
      )}
      <p className={classes['links']}>
        <Link to={paths.signIn} search={(before: object) => before as never} className={classes['link']}>
          {text('signIn.again')}
        </Link>
      </p>
    </AuthFrame>
  )
}

interface SpendLinkProps {
  readonly token: string
  readonly onAnother: () => void
}

function SpendLink({ token, onAnother }: SpendLinkProps) {
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
    if (spend.isError) onAnother()
    else spend.mutate()
  }
  return (
    <form className={classes['form']} onSubmit={submit}>
      {spend.error && <Notice tone="bad" title={problemText(spend.error, known)} />}
      <SubmitButton
        label={spend.isError ? text('signIn.linkAnother') : text('signIn.signIn')}
        isBusy={spend.isPending}
      />
    </form>
  )
}

function PasteLink({ onToken }: { readonly onToken: (token: string) => void }) {
  const text = useText()
  const form = useForm({
    initialValues: { link: '' },
    validate: { link: (value) => (tokenIn(value) === '' ? text('signIn.linkPasteMissing') : null) },
  })
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={form.onSubmit(({ link }) => onToken(tokenIn(link)))}
    >
      <TextInput
        size="lg"
        label={text('signIn.linkPaste')}
        description={text('signIn.linkPasteHelp')}
        autoComplete="off"
        autoFocus
        {...form.getInputProps('link')}
      />
      <SubmitButton label={text('signIn.continue')} isBusy={false} />
    </form>
  )
}

// The secret is what stands behind the # of the link.
function tokenIn(link: string): string {
  return /#(\S+)\s*$/.exec(link)?.[1] ?? ''
}
