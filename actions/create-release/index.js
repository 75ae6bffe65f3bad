import { run } from '../../dist/index.js'

await run('create-release', import.meta.dirname)
