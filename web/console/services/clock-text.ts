/** What somebody typed as a time of day, as it is meant: 8 is 08:00, 830 and 8.30 are 08:30; anything else stays. */
export function clockText(typed: string): string {
  const [, hours, minutes = '00'] = /^(\d{1,2}?)[:. ]?(\d{2})?$/.exec(typed.trim()) ?? []
  return hours === undefined ? typed : `${hours.padStart(2, '0')}:${minutes}`
}
