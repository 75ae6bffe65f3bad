import { run } from '../../dist/index.js'

await run('deploy-stacks', import.meta.dirname)
