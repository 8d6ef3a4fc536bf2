// A process of its own that opens an embedded cluster, says so in one line on stdout, and leaves when its stdin ends.
import { openEmbeddedCluster } from '../../src/platform/db/embedded/open-embedded-cluster.ts'

const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('usage: hold-cluster.ts <data folder>')

const say = (message: object): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
const cluster = await openEmbeddedCluster({ dataDir, fast: true, log: (line) => say({ log: line }) })
say({ started: cluster.started, connection: cluster.connection })
process.stdin.resume()
process.stdin.once('end', () => {
  void cluster.close().then(say)
})
