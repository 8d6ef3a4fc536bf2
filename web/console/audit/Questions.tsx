import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { AuditPage } from '../../../src/insights/contract/audit-page.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useWord } from '../../ui/words.ts'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'
import { useAuditChanges } from './use-audit.ts'

type Asked = AuditPage['questions'][number]

const mostCharacters = 500

/** How recall works here today: five questions that only people can answer. */
export function Questions({ questions }: { readonly questions: AuditPage['questions'] }) {
  const text = useText()
  const numbers = useNumbers()
  const answered = questions.filter(({ answer }) => answer !== null).length
  return (
    <Section
      title={text('audit.questions')}
      aside={text('audit.answeredOf', {
        answered: numbers.count(answered),
        all: numbers.count(questions.length),
      })}
    >
      <ul className={classes['questions']}>
        {questions.map((asked) => (
          <Question key={asked.question} asked={asked} />
        ))}
      </ul>
    </Section>
  )
}

function Question({ asked }: { readonly asked: Asked }) {
  const text = useText()
  const mayRun = useMayRun()
  const [isOpen, setIsOpen] = useState(false)
  const { answer } = asked
  return (
    <li className={classes['question']}>
      {isOpen ? (
        <AnswerForm asked={asked} onClose={() => setIsOpen(false)} />
      ) : (
        <>
          <div className={classes['asked']}>
            <h3 className={classes['questionText']}>{asked.text}</h3>
            {mayRun && (
              <Button
                size="xs"
                variant="subtle"
                aria-label={text(answer ? 'audit.changeAnswer' : 'audit.answerQuestion', {
                  question: asked.text,
                })}
                onClick={() => setIsOpen(true)}
              >
                {text(answer ? 'audit.change' : 'audit.answer')}
              </Button>
            )}
          </div>
          {answer ? (
            <p className={classes['answer']}>
              {answer.text}{' '}
              <span className={classes['quiet']}>
                {text('audit.saidBy', { by: answer.by, at: answer.at.text })}
              </span>
            </p>
          ) : (
            <p className={classes['quiet']}>{text('audit.notAnswered')}</p>
          )}
        </>
      )}
    </li>
  )
}

function AnswerForm({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const text = useText()
  const word = useWord()
  const { answering } = useAuditChanges()
  const [value, setValue] = useState(asked.answer?.text ?? '')
  const [isMissing, setIsMissing] = useState(false)
  const save = (): void => {
    if (value.trim() === '') {
      setIsMissing(true)
      return
    }
    answering.mutate({ question: asked.question, answer: value }, { onSuccess: onClose })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
  }
  return (
    <form
      className={classes['answerForm']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Textarea
        label={asked.text}
        autoFocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={mostCharacters}
        value={value}
        error={isMissing && text('audit.answerMissing')}
        onChange={(event) => {
          setValue(event.currentTarget.value)
          setIsMissing(false)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes['answerButtons']}>
        <Button type="submit" loading={answering.isPending}>
          {text('audit.save')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {word('cancel')}
        </Button>
      </div>
    </form>
  )
}
