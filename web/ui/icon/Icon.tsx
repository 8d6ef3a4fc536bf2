import { type IconName, iconPaths } from './icon-paths.ts'

interface IconProps {
  readonly name: IconName
  readonly size?: 16 | 20
  readonly className?: string | undefined
}

/** Decoration beside a word; a button without a word carries its own `aria-label`. */
export function Icon({ name, size = 16, className }: IconProps) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={iconPaths[name]} />
    </svg>
  )
}
