import { networkInterfaces } from 'node:os'

/** A host that a server listens on, as others can call it: "every address of this machine" is none that opens. */
export function ownHost(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host
  const outward = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')
  return outward?.address ?? '127.0.0.1'
}

/** Whether an address opens on this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
}
