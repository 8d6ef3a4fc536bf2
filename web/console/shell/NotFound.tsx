import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Page } from '../../ui/page/Page.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { paths } from './paths.ts'

export function NotFound() {
  const text = useText()
  const home = (
    <Button variant="filled" component={Link} to={paths.home}>
      {text('shell.home')}
    </Button>
  )
  return (
    <Page title={text('shell.notFound')}>
      <EmptyState title={text('shell.notFound')} actions={home}>
        {text('shell.notFoundHelp')}
      </EmptyState>
    </Page>
  )
}
