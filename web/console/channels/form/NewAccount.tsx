import { Skeleton } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { AccountForm } from '../../../../src/outreach/contract/channels.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { notifyDone } from '../../../ui/notify/Notify.tsx'
import { Page } from '../../../ui/page/Page.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useWord } from '../../../ui/words.ts'
import { useText } from '../../messages/use-text.ts'
import { LeaveDialog } from '../../recall-types/form/LeaveDialog.tsx'
import { useLeaving } from '../../recall-types/form/use-leaving.ts'
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
  const form = useForm<AccountValues>({ initialValues: emptyAccount, clearInputErrorOnChange: true })
  const isChanged = JSON.stringify(form.values) !== JSON.stringify(emptyAccount)
  const leaving = useLeaving(isChanged)
  const show = (faults: AccountFaults): void => {
    form.setErrors(Object.fromEntries(Object.entries(faults).map(([field, key]) => [field, text(key)])))
    requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const adding = useAddAccount({
    onRefused: (refusal) => show(faultsOf(refusal, form.values)),
    onAdded: (id) => {
      leaving.allow()
      notifyDone(text('channelForm.added'))
      void navigate({ to: paths.channels, search: { open: id } })
    },
  })
  const add = (): void => {
    const missing = missingOf(form.values)
    if (Object.keys(missing).length > 0) show(missing)
    else adding.mutate(bodyOf(form.values))
  }
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
            onRun={add}
          />
        </>
      }
    >
      <form
        ref={fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <AccountFields form={form} known={known} />
      </form>
      <LeaveDialog leaving={leaving} onLeave={() => undefined} />
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
