import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { useWord } from '../../ui/words.ts'
import { traceOf, useProblemText } from './problem-text.ts'

interface LoadFailureProps {
  /** What could not be loaded: “The list could not be loaded”. */
  readonly title: string
  readonly error: unknown
  readonly onRetry: () => void
}

/** The error state of a query, with the server's trace number. */
export function LoadFailure({ title, error, onRetry }: LoadFailureProps) {
  const word = useWord()
  const problemText = useProblemText()
  const trace = traceOf(error)
  return (
    <ErrorState title={title} onRetry={onRetry} trace={trace}>
      {word('nothingChanged')} {problemText(error)}
    </ErrorState>
  )
}
