import { run } from '../../dist/index.js'

await run('rollback', import.meta.dirname)
