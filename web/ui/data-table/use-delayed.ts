import { useEffect, useState } from 'react'

// Under this nobody waits; a flash of bones would only disturb.
const skeletonAfterMilliseconds = 200

/** True once `isPending` has lasted long enough to be worth showing. */
export function useDelayed(isPending: boolean): boolean {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    if (!isPending) {
      setIsLate(false)
      return undefined
    }
    const timer = setTimeout(() => setIsLate(true), skeletonAfterMilliseconds)
    return () => clearTimeout(timer)
  }, [isPending])
  return isLate
}
