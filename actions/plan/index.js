import { run } from '../../dist/index.js'

await run('plan', import.meta.dirname)
