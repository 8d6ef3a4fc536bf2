import classes from './avatar.module.css'

interface AvatarProps {
  readonly name: string
  readonly size?: 26 | 40
}

// The first and the last word that carries a capital: “Siti Aminah binti Ahmad” → SA, “Ewa Zając” → EZ.
function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word))
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined].map(
    (word) => word?.[0] ?? '',
  )
  return letters.join('')
}

/** Initials on a quiet ground; the name itself stands beside it, so this is not spoken. */
export function Avatar({ name, size = 26 }: AvatarProps) {
  return (
    <span className={classes['avatar']} data-size={size} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
