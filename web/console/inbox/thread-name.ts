import type { ThreadLine } from '../../../src/conversations/contract.ts'
import { useText } from '../messages/use-text.ts'

/** Whose thread it is: the person, the first of several behind one address, or the masked address. */
export function useThreadName(): (thread: Pick<ThreadLine, 'people' | 'address'>) => string {
  const text = useText()
  return ({ people, address }) => {
    const [first, ...others] = people
    if (first === undefined) return address
    return others.length === 0
      ? first.name
      : text('inbox.several', { name: first.name, count: others.length })
  }
}
