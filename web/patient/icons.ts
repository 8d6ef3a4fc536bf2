import { html, type Markup } from './html.ts'

// Lines of 24 × 24, beside words and never instead of them: hidden from screen readers.

type Shape =
  | 'globe'
  | 'down'
  | 'phone'
  | 'check'
  | 'waiting'
  | 'calendar'
  | 'pin'
  | 'change'
  | 'card'
  | 'pill'

const paths: Readonly<Record<Shape, string>> = {
  globe:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c2.5 2.7 3.8 5.7 3.8 9S14.5 18.3 12 21c-2.5-2.7-3.8-5.7-3.8-9S9.5 5.7 12 3Z',
  down: 'm6 9 6 6 6-6',
  phone:
    'M5 3.5h3.200l1.600 4.3-2.100 1.5a12.5 12.5 0 0 0 7 7l1.5-2.100 4.3 1.600V19a2 2 0 0 1-2.200 2C10.5 20.3 3.7 13.5 3 5.7a2 2 0 0 1 2-2.200Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  waiting: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  calendar: 'M8 3v4M16 3v4M4 10h16M18 13v6M15 16h6M12 20H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v3',
  pin: 'M12 21c4-4 7-7.400 7-11a7 7 0 1 0-14 0c0 3.600 3 7 7 11ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  change:
    'M8 3v4M16 3v4M4 10h16M11 20H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v4M17.5 22a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM17.5 16.5v1.7l1.200.8',
  card: 'M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM9 11.5a1.7 1.7 0 1 0 0-3.400 1.7 1.7 0 0 0 0 3.400ZM6.5 15.5c.5-1.200 1.400-1.8 2.5-1.8s2 .6 2.5 1.8M15 9.5h3M15 13h3',
  pill: 'm10.3 20.100-6.400-6.400a5 5 0 0 1 7-7l6.400 6.400a5 5 0 0 1-7 7ZM8 9.5l6.5 6.5',
}

export function icon(shape: Shape): Markup {
  return html`<svg class="icon" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="${paths[shape]}"/></svg>`
}
