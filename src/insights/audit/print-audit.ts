import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { Audit } from '../contract/audit.ts'
import { layOutAudit } from './lay-out-audit.ts'

/** The audit as a PDF, A4, black on white. */
export async function printAudit(audit: Audit, reading: Reading): Promise<Uint8Array> {
  const fonts = fileURLToPath(new URL('ttf', import.meta.resolve('dejavu-fonts-ttf/package.json')))
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] })
  return compiler.pdf({
    mainFileContent: await readFile(new URL('./audit.typ', import.meta.url), 'utf8'),
    inputs: { data: JSON.stringify(layOutAudit(audit, reading)) },
  })
}
