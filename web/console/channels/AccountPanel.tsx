import type { ChannelAccount } from '../../../src/outreach/contract/channels.ts'
import { Section } from '../../ui/section/Section.tsx'
import { SidePanel } from '../../ui/side-panel/SidePanel.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { AccountActions } from './AccountActions.tsx'
import { AnswerFacts, ConnectionFacts, MessageFacts } from './AccountFacts.tsx'
import { TestForm } from './TestForm.tsx'

interface AccountPanelProps {
  /** Undefined: there is none of that id. */
  readonly account: ChannelAccount | undefined
  readonly currency: string
  readonly onClose: () => void
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** An account whole: whether it works, what waits there, whether answers come in. */
export function AccountPanel({ account, currency, ...moves }: AccountPanelProps) {
  const text = useText()
  return (
    <SidePanel
      label={text('channels.panel')}
      isOpen
      {...moves}
      actions={account && account.standing !== 'ended' && <AccountActions account={account} />}
      title={account?.sender ?? text('channels.panel')}
      note={account && text('channels.kindOf', { provider: account.provider, channel: account.channel })}
    >
      {account === undefined ? (
        <EmptyState title={text('channels.noSuchAccount')} />
      ) : (
        <>
          <Section look="quiet" title={text('channels.connection')}>
            <ConnectionFacts account={account} />
          </Section>
          {account.standing !== 'ended' && (
            <Section look="quiet" title={text('channels.test')}>
              <TestForm key={account.id} account={account} />
            </Section>
          )}
          <Section look="quiet" title={text('channels.messages')}>
            <MessageFacts account={account} currency={currency} />
          </Section>
          <Section look="quiet" title={text('channels.answers')}>
            <AnswerFacts account={account} />
          </Section>
        </>
      )}
    </SidePanel>
  )
}
