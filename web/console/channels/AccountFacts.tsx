import type { ChannelAccount } from '../../../src/outreach/contract/channels.ts'
import { Facts } from '../../ui/facts/Facts.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { useText } from '../messages/use-text.ts'
import { reasonWords } from '../states/reasons.ts'
import { State } from '../states/State.tsx'
import { hears } from './AccountColumns.tsx'
import { useCostWords, useCountWords, useSecretWords, useTroubleWords } from './channel-words.ts'
import classes from './channels.module.css'

interface AccountFactsProps {
  readonly account: ChannelAccount
}

/** Whether it works; if not, what is wrong and what to do. */
export function ConnectionFacts({ account }: AccountFactsProps) {
  const text = useText()
  const secret = useSecretWords()
  const { standing, since, server, provider } = account
  return (
    <>
      <Trouble account={account} />
      <Facts
        facts={[
          { label: text('channels.state'), value: <State of="account" state={standing} /> },
          ...(since
            ? [
                {
                  label: text(standing === 'unseen' ? 'channels.lastSeen' : 'channels.since'),
                  value: since.text,
                },
              ]
            : []),
          ...(server === null
            ? []
            : [
                { label: text('channels.server'), value: <span className={classes['exact']}>{server}</span> },
              ]),
          ...(provider === 'loopback'
            ? []
            : [
                {
                  label: text('channels.secret'),
                  value: <span className={classes['exact']}>{secret(account.secretName)}</span>,
                },
              ]),
          { label: text('channels.added'), value: account.addedAt.text },
        ]}
      />
    </>
  )
}

function Trouble({ account: { trouble, standing, provider } }: AccountFactsProps) {
  const text = useText()
  const words = useTroubleWords()
  if (trouble !== null) {
    const said = words(trouble)
    return (
      <>
        <p className={classes['trouble']}>{said.help}</p>
        {said.words !== null && (
          <p className={classes['words']}>{text('channels.providerSays', { detail: said.words })}</p>
        )}
      </>
    )
  }
  if (standing === 'unseen') return <p className={classes['trouble']}>{text('channels.troubleUnseen')}</p>
  if (provider === 'loopback') return <p className={classes['words']}>{text('channels.staysInside')}</p>
  return null
}

/** What waits here, what is held back and why, what went out. */
export function MessageFacts({ account, currency }: AccountFactsProps & { readonly currency: string }) {
  const text = useText()
  const numbers = useNumbers()
  const cost = useCostWords(currency)
  const shown = useCountWords()
  const { waiting, lateSince, held, sent, undelivered, channel } = account
  return (
    <>
      <Facts
        facts={[
          { label: text('channels.waiting'), value: shown(waiting) },
          {
            label: text('channels.held'),
            value:
              held.length === 0
                ? shown(0)
                : held.map(({ reason, count }) => (
                    <div key={reason}>
                      {text('channels.heldFor', {
                        shown: numbers.count(count),
                        reason: text(reasonWords[reason]),
                      })}
                    </div>
                  )),
          },
          { label: text('channels.sent'), value: shown(sent) },
          ...(undelivered > 0
            ? [{ label: text('channels.undelivered'), value: numbers.share(undelivered, sent) }]
            : []),
          {
            label: text(channel === 'sms' ? 'channels.partCost' : 'channels.mailCost'),
            value: cost(account),
          },
        ]}
      />
      {lateSince && (
        <p className={classes['after']}>{text('channels.lateSince', { since: lateSince.text })}</p>
      )}
    </>
  )
}

/** Whether what patients write reaches us. */
export function AnswerFacts({ account }: AccountFactsProps) {
  const text = useText()
  const { canListen, lastInbound } = account
  const isHeard = hears(account)
  return (
    <>
      <Facts
        facts={[
          {
            label: text('channels.replies'),
            value: text(isHeard ? 'channels.repliesYes' : 'channels.repliesNo'),
          },
          ...(canListen
            ? [
                {
                  label: text('channels.lastInbound'),
                  value: lastInbound?.text ?? text('channels.neverInbound'),
                },
              ]
            : []),
        ]}
      />
      <p className={classes['after']}>
        {text(!canListen ? 'channels.mailReplies' : isHeard ? 'channels.repliesAsk' : 'channels.repliesLink')}
      </p>
    </>
  )
}
