import { Skeleton } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { AccountForm } from '../../../../src/outreach/contract/channels.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { notifyDone } from '../../../ui/notify/Notify.tsx'
import { Page } from '../../../ui/page/Page.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useWord } from '../../../ui/words.ts'
import { LeaveDialog } from '../../forms/LeaveDialog.tsx'
import { useKeptForm } from '../../forms/use-kept-form.ts'
import { useLeaving } from '../../forms/use-leaving.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { paths } from '../../shell/paths.ts'
import { useProblemText } from '../../shell/problem-text.ts'
import classes from '../channels.module.css'
import { AccountFields } from './AccountFields.tsx'
import {
  type AccountFaults,
  type AccountValues,
  bodyOf,
  emptyAccount,
  faultsOf,
  missingOf,
} from './account-values.ts'
import { useAccountForm, useAddAccount } from './use-account-form.ts'

/** An account at a carrier or mail server; opening it is tried before it is kept. */
export function NewAccount() {
  const text = useText()
  const known = useAccountForm()
  if (known.data) return <Editor known={known.data} />
  return (
    <Page title={text('channelForm.title')} crumb={<ChannelsCrumb />}>
      {known.error ? (
        <LoadFailure
          title={text('channelForm.failed')}
          error={known.error}
          onRetry={() => void known.refetch()}
        />
      ) : (
        <div className={classes['bones']} aria-hidden="true">
          {[200, 440, 160, 400].map((width) => (
            <Skeleton key={width} height={12} width={width} />
          ))}
        </div>
      )}
    </Page>
  )
}

function Editor({ known }: { readonly known: AccountForm }) {
  const text = useText()
  const word = useWord()
  const problemText = useProblemText()
  const navigate = useNavigate()
  const fields = useRef<HTMLFormElement>(null)
  useEffect(() => fields.current?.querySelector('input')?.focus(), [])
  const inWords = (faults: AccountFaults) =>
    Object.fromEntries(Object.entries(faults).map(([field, key]) => [field, text(key)]))
  const { form, isChanged, forget } = useKeptForm<AccountValues>({
    place: 'channel-account',
    saved: emptyAccount,
    validate: (values) => inWords(missingOf(values)),
  })
  const leaving = useLeaving(isChanged)
  const goToFault = () =>
    requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  const adding = useAddAccount({
    onRefused: (refusal) => {
      form.setErrors(inWords(faultsOf(refusal, form.values)))
      goToFault()
    },
    onAdded: (id) => {
      leaving.allow()
      forget()
      notifyDone(text('channelForm.added'))
      void navigate({ to: paths.channels, search: { open: id } })
    },
  })
  const add = form.onSubmit((values) => adding.mutate(bodyOf(values)), goToFault)
  return (
    <Page
      title={text('channelForm.title')}
      crumb={<ChannelsCrumb />}
      notice={
        adding.error && (
          <Notice tone="bad" title={text('channelForm.notAdded')}>
            {problemText(adding.error)}
          </Notice>
        )
      }
      actions={
        <>
          <ActionButton
            label={word('cancel')}
            look="bare"
            onRun={() => void navigate({ to: paths.channels })}
          />
          <ActionButton
            label={text('channelForm.add')}
            look="main"
            combo="Ctrl+Enter"
            whileTyping
            isBusy={adding.isPending}
            onRun={() => add()}
          />
        </>
      }
    >
      <form ref={fields} noValidate onSubmit={add}>
        <AccountFields form={form} known={known} />
      </form>
      <LeaveDialog leaving={leaving} onLeave={forget} />
    </Page>
  )
}

function ChannelsCrumb() {
  const text = useText()
  return (
    <>
      <Link to={paths.channels}>{text('channels.title')}</Link>
      <Icon name="chevronRight" />
    </>
  )
}
