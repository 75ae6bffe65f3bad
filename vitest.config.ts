import { createLogger } from 'vite'
import { defineConfig } from 'vitest/config'

// GitHub's parsers are published with source maps but without the sources; a warning for each file says nothing.
const logger = createLogger('warn')
const { warnOnce } = logger
logger.warnOnce = (message, options) => {
  if (!message.includes('points to missing source files')) warnOnce(message, options)
}

export default defineConfig({
  customLogger: logger,
  test: {
    include: ['{core,actions,cli,rehearsal,scripts,test}/**/*.test.ts'],
    // Nothing waits in real time; this only ends what hangs, on a machine that may be busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
    // GitHub's parsers import JSON without an attribute, which Node refuses; inlined, Vite loads it.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
  },
})
