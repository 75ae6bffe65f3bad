import { run } from '../../dist/index.js'

await run('deploy-ecs', import.meta.dirname)
