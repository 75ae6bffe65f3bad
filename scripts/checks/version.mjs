/**
 * Checks that a version is the one that package.json and CHANGELOG.md name, and prints its part of the changelog.
 *
 *     version.mjs VERSION
 *
 * Runs on any Node ≥ 20, with nothing installed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

const [version = ''] = process.argv.slice(2)
if (!/^\d+\.\d+\.\d+$/.test(version)) fail(`"${version}" is no version: it has to be like 1.2.3`)
const { version: packaged } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
if (packaged !== version) fail(`package.json is of version ${packaged}, not ${version}`)
const parts = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^(?=## )/m)
const notes = parts.find((part) => part.startsWith(`## ${version} `) || part.startsWith(`## ${version}\n`))
if (notes === undefined) fail(`CHANGELOG.md has no part "## ${version}"`)
process.stdout.write(`${notes.slice(notes.indexOf('\n') + 1).trim()}\n`)

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
