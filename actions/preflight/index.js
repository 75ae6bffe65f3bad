import { run } from '../../dist/index.js'

await run('preflight', import.meta.dirname)
