import { Select } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { Icon } from '../../ui/icon/Icon.tsx'
import { type Language, languageNames, showLanguage, useShownLanguage } from '../messages/language.ts'
import { useText } from '../messages/use-text.ts'
import { Mark } from '../shell/Mark.tsx'
import classes from './sign-in.module.css'

interface AuthFrameProps {
  readonly title: string
  readonly help?: ReactNode
  readonly children: ReactNode
}

const choices = Object.entries(languageNames).map(([value, label]) => ({ value, label }))

/** One calm column with one thing to do; the language can be changed before anything is known about the person. */
export function AuthFrame({ title, help, children }: AuthFrameProps) {
  const text = useText()
  const { language } = useShownLanguage()
  useEffect(() => {
    document.title = `${title} · Kembali`
  }, [title])
  return (
    <div className={classes['frame']}>
      <header className={classes['top']}>
        <span className={classes['brand']}>
          <Mark /> Kembali
        </span>
        <Select
          className={classes['language'] ?? ''}
          aria-label={text('shell.language')}
          leftSection={<Icon name="globe" />}
          data={choices}
          value={language}
          onChange={(value) => value && void showLanguage(value as Language)}
        />
      </header>
      <main className={classes['sheet']}>
        <h1 className={classes['title']}>{title}</h1>
        {help && <p className={classes['help']}>{help}</p>}
        {children}
      </main>
    </div>
  )
}
