import { run } from '../../dist/index.js'

await run('db-migrate', import.meta.dirname)
