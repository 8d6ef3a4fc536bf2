import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { type Domain, type StateOf, stateView } from './states.ts'

interface StateProps<D extends Domain> {
  /** Whose state: `recall`, `appointment`, `campaign`… */
  readonly of: D
  readonly state: StateOf<D>
  readonly as?: 'plain' | 'tag'
}

/** A state of the clinic's things as shape, word and hue. */
export function State<D extends Domain>({ of, state, as = 'plain' }: StateProps<D>) {
  const text = useText()
  const { look, word } = stateView(of, state)
  return <Status look={look} word={text(word)} as={as} />
}
