import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildConsoleIfStale } from '../../src/main/console-build.ts'
import { openLog } from '../../src/platform/log/log.ts'

/** Where the unpacked Chromium lies and what its process needs in the environment to find libraries and fonts. */
export interface InstalledBrowser {
  readonly executable: string
  readonly environment: Readonly<Record<string, string>>
}

declare module 'vitest' {
  interface ProvidedContext {
    browser: InstalledBrowser
  }
}

// The package unpacks its own libnss3 and fonts, which a bare Debian lacks, only where it believes to run on Lambda.
const lambda = 'AWS_Lambda_nodejs24.x'
const borrowed = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']

/** Unpacks the Chromium that npm installed into a folder of this run; the test files launch it. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'kembali-browser-'))
  project.provide('browser', await unpack(folder))
  // Once for all files: they run side by side and would build it under one another.
  await buildConsoleIfStale(openLog('warn'))
  return () => rmSync(folder, { recursive: true, force: true })
}

async function unpack(folder: string): Promise<InstalledBrowser> {
  const before = new Map(borrowed.map((name) => [name, process.env[name]]))
  process.env['TMPDIR'] = folder
  process.env['AWS_EXECUTION_ENV'] = lambda
  delete process.env['FONTCONFIG_PATH']
  try {
    // Read on import: the environment has to be set by then.
    const { default: chromium } = await import('@sparticuz/chromium')
    const executable = await chromium.executablePath()
    nameFonts(join(folder, 'fonts'))
    const environment = {
      HOME: folder,
      LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] ?? '',
      FONTCONFIG_PATH: process.env['FONTCONFIG_PATH'] ?? '',
    }
    return { executable, environment }
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

// The package's own configuration looks for fonts in /tmp only. Without any font Chromium draws no text at all, not even
// in a font of the page: every word is 0 px wide, and nothing can be clicked.
function nameFonts(folder: string): void {
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  )
}
