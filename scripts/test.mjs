/** Everything that `npm test` proves, one after the other; ends with the first that fails. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const steps = [
  ['types', 'tsc', ['-p', '.']],
  ['style', 'biome', ['check', '--error-on-warnings', '.']],
  ['unused code', 'knip', []],
  ['generated files', 'node', ['--import', 'tsx', 'scripts/generate.ts', '--check']],
  ['resource types', 'node', ['scripts/generate-replacement-rules.mjs', '--check']],
  ['dist', 'node', ['scripts/build.ts', '--check']],
  ['tests', 'vitest', ['run', ...process.argv.slice(2)]],
]

for (const [title, command, args] of steps) {
  const start = performance.now()
  const { status } = spawnSync(join(root, 'node_modules', '.bin', command), args, { cwd: root, stdio: 'inherit' })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (status !== 0) {
    process.stderr.write(`\n✗ ${title} (${seconds} s)\n`)
    process.exit(1)
  }
  process.stdout.write(`✓ ${title} (${seconds} s)\n`)
}
