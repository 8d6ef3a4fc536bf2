import { useRouter } from '@tanstack/react-router'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from './LoadFailure.tsx'

/** When a page could not even start: the session did not load, or its code did not. */
export function PageFailure({ error }: { readonly error: unknown }) {
  const text = useText()
  const router = useRouter()
  return (
    <main style={{ display: 'grid', minHeight: '60dvh' }}>
      <LoadFailure title={text('shell.pageFailed')} error={error} onRetry={() => void router.invalidate()} />
    </main>
  )
}
