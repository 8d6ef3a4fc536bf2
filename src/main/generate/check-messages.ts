#!/usr/bin/env node
// Part of `npm run check`: catalogues of the screens and packs of words hold together in all four languages.
import { readdir, readFile } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { shippedCampaignDocuments } from '../../campaigns/read-campaign-document.ts'
import { loadJurisdictions } from '../../outreach/packs/load-jurisdictions.ts'
import { loadMessages } from '../../outreach/packs/load-messages.ts'
import { describeFault, PackError, type PackFault } from '../../platform/packs/read-pack.ts'
import { languages } from '../../platform/rules/language.ts'
import { type CatalogueArea, catalogueFaults } from './catalogue-faults.ts'
import { documentFaults } from './document-faults.ts'
import { unusedKeys } from './unused-keys.ts'

const root = new URL('../../../', import.meta.url)

/** All faults of all catalogues below `folder`/web and of the packs. */
export async function messageFaults(folder: URL): Promise<readonly PackFault[]> {
  const web = new URL('web/', folder)
  const files = (await readdir(fileURLToPath(web), { recursive: true }))
    .map((file) => file.split(sep).join('/'))
    .sort(byName)
  const areas = await Promise.all(areaFolders(files).map((area) => readArea(new URL(area, web), folder)))
  const sources = [await readSources(files, web), await contractSources(new URL('src/', folder))].join('\n')
  return [
    ...areas.flatMap(catalogueFaults),
    ...areas.flatMap(({ en }) => unusedKeys(en, sources)),
    ...(await packFaults()),
  ]
}

/** Contracts name keys too: a sentence that every screen and the command line say is put together there. */
async function contractSources(src: URL): Promise<string> {
  const all = await readdir(fileURLToPath(src), { recursive: true }).catch(() => [])
  const files = all.map((file) => file.split(sep).join('/')).filter((file) => /^[^/]+\/contract\//.test(file))
  return readSources(files.sort(byName), src)
}

async function readSources(files: readonly string[], web: URL): Promise<string> {
  const named = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  return (await Promise.all(named.map((file) => readFile(new URL(file, web), 'utf8')))).join('\n')
}

/** An area is a folder named in `…/messages/` that holds a file of any language; the others must then be there. */
function areaFolders(files: readonly string[]): readonly string[] {
  const texts = files.filter(
    (file) => file.includes('/messages/') && languages.some((language) => file.endsWith(`/${language}.json`)),
  )
  return [...new Set(texts.map((file) => file.slice(0, file.lastIndexOf('/') + 1)))]
}

async function readArea(folder: URL, from: URL): Promise<CatalogueArea> {
  const read = async (language: string) => {
    const url = new URL(`${language}.json`, folder)
    const file = relative(fileURLToPath(from), fileURLToPath(url)).split(sep).join('/')
    return { file, texts: await readJson(url) }
  }
  const [en, pl, ru, ms] = await Promise.all([read('en'), read('pl'), read('ru'), read('ms')])
  return { en, pl, ru, ms }
}

async function readJson(url: URL): Promise<unknown> {
  try {
    return JSON.parse(await readFile(url, 'utf8'))
  } catch {
    return null
  }
}

/** The loaders of the packs are their checks; what only both together show is asked afterwards. */
async function packFaults(): Promise<readonly PackFault[]> {
  try {
    const [messages, documents] = await Promise.all([
      loadMessages(),
      shippedCampaignDocuments(),
      loadJurisdictions(),
    ])
    return documents.flatMap((document) => documentFaults(document, messages))
  } catch (error) {
    if (error instanceof PackError) return error.faults
    throw error
  }
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = await messageFaults(root)
  for (const fault of faults) process.stdout.write(`${describeFault(fault)}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
