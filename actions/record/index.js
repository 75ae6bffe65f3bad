import { run } from '../../dist/index.js'

await run('record', import.meta.dirname)
