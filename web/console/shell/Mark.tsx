import classes from './mark.module.css'

/** The sign of Kembali: a K whose leg comes back. */
export function Mark() {
  return (
    <svg className={classes['mark']} width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" className={classes['ground']} />
      <path d="M8.5 6.5v11M16 6.5 10.5 12l5.5 5.5" className={classes['letter']} />
    </svg>
  )
}
