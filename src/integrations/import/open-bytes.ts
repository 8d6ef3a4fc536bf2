import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

/** The bytes of a file, unpacked when they are gzip (told by the bytes, not by the name). */
export async function* openBytes(path: string): AsyncGenerator<Buffer> {
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 })
  if (!(await isGzip(path))) {
    yield* stream
    return
  }
  const unpacked = createGunzip({ chunkSize: 256 * 1024 })
  stream.on('error', (error) => unpacked.destroy(error))
  try {
    yield* stream.pipe(unpacked)
  } finally {
    stream.destroy()
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

/** The bytes up to the place where a file is broken: enough to judge its beginning by. A file broken from the start throws. */
export async function* openBeginning(path: string): AsyncGenerator<Buffer> {
  let hasBytes = false
  try {
    for await (const chunk of openBytes(path)) {
      hasBytes = true
      yield chunk
    }
  } catch (error) {
    if (!hasBytes || fileFault(error) === null) throw error
  }
}

/** Why a file could not be read to its end, in words for the person who gave it; null: not the file's fault. */
export function fileFault(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'Z_BUF_ERROR':
      return 'the compressed data ends early: the file is incomplete, get it again'
    case 'Z_DATA_ERROR':
    case 'Z_STREAM_ERROR':
      return 'the compressed data is damaged: get the file again'
    case 'ENOENT':
      return 'there is no such file'
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read by this user'
    case 'EISDIR':
      return 'this is a folder, not a file'
    default:
      return null
  }
}
