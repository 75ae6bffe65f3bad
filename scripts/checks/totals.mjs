/**
 * The closing line of .ci/run: tests and checks together.
 *
 *     totals.mjs EXIT_CODE_OF_TESTS EXIT_CODE_OF_CHECKS
 *
 * Runs on any Node ≥ 20, with nothing installed. What failed without being counted (types, style, a stale dist,
 * an installation) counts as one.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const build = join(import.meta.dirname, '../../build')

function counted(file, exitCode, read) {
  const path = join(build, file)
  const counts = existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 }
  return exitCode !== '0' && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

const [testsExit, checksExit] = process.argv.slice(2)
const tests = counted('vitest.json', testsExit, (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
}))
const checks = counted('checks.json', checksExit, (counts) => counts)

const passed = tests.passed + checks.passed
const failed = tests.failed + checks.failed
const skipped = tests.skipped + checks.skipped
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = failed > 0 ? 1 : 0
