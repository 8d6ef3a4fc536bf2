// Whether a link opens on a patient's telephone, by its address alone.
// - An address of this machine or of a private network opens nowhere else; a name without a dot is one of those.
// - What looks public is believed: whether anybody answers there cannot be known here.

const privateNames = /(^|\.)(localhost|local|lan|home|internal|intranet|home\.arpa)$/
const privateNumbers =
  /^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./
const privateSixes = /^\[(::1?\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/

/** Of the base address that links begin with. */
export function opensElsewhere(address: string): boolean {
  const host = /^https?:\/\/(\[[^\]]*\]|[^/:?#]+)/.exec(address.toLowerCase())?.[1] ?? ''
  if (host.startsWith('[')) return !privateSixes.test(host)
  if (/^[\d.]+$/.test(host)) return !privateNumbers.test(host)
  return host.includes('.') && !privateNames.test(host)
}
