import { run } from '../../dist/index.js'

await run('invalidate-cdn', import.meta.dirname)
