import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BundlePart, splitBundle } from './split-bundle.ts'

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function split(text: string, size = 7, longest = 1_000_000): Promise<readonly BundlePart[]> {
  const parts: BundlePart[] = []
  for await (const part of splitBundle(pieces(text, size), longest)) parts.push(part)
  return parts
}

const json = (part: BundlePart | undefined): unknown =>
  part !== undefined && 'bytes' in part ? JSON.parse(part.bytes.toString()) : undefined

describe('splitBundle', () => {
  it('cuts any bundle into its entries, in whatever pieces it comes', async () => {
    const resource = fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
    const shape = fc.record({
      entries: fc.array(resource, { maxLength: 5 }),
      size: fc.integer({ min: 1, max: 40 }),
      indent: fc.constantFrom(0, 2),
      before: fc.jsonValue({ maxDepth: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(shape, async ({ entries, size, indent, before }) => {
        const bundle = {
          resourceType: 'Bundle',
          meta: { entry: [before] },
          text: '"entry":[',
          entry: entries,
          total: 3,
        }
        const parts = await split(JSON.stringify(bundle, null, indent), size)
        expect(parts.slice(0, -1).map((part) => part.what)).toEqual(entries.map(() => 'entry'))
        expect(parts.slice(0, -1).map(json)).toEqual(
          entries.map((entry) => JSON.parse(JSON.stringify(entry))),
        )
        expect(json(parts.at(-1))).toEqual(JSON.parse(JSON.stringify({ ...bundle, entry: [] })))
      }),
    )
  })

  it('tells the line that each entry begins on', async () => {
    const parts = await split('{\n"entry": [\n{},\n\n{ "a":\n1 }\n]\n}')
    expect(parts.map((part) => [part.what, part.line])).toEqual([
      ['entry', 3],
      ['entry', 5],
      ['rest', 8],
    ])
  })

  it('keeps the entries before the place where a document stops', async () => {
    const parts = await split('{"resourceType":"Bundle","entry":[{"a":1},{"b":')
    expect(parts.map((part) => part.what)).toEqual(['entry', 'cut_off'])
  })

  it('reads past an entry that is too long', async () => {
    const long = JSON.stringify({ note: 'x'.repeat(5_000) })
    const parts = await split(`{"entry":[{"a":1},${long},{"b":2}]}`, 64, 1_000)
    expect(parts.map((part) => part.what)).toEqual(['entry', 'too_long', 'entry', 'rest'])
  })

  it('hands a resource that is no bundle over as the rest', async () => {
    const parts = await split('{"resourceType":"Patient","id":"1","name":[{"entry":["no"]}]}')
    expect(parts.map((part) => part.what)).toEqual(['rest'])
    expect(json(parts[0])).toMatchObject({ resourceType: 'Patient', id: '1' })
  })
})
