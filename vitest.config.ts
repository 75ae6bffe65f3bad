import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{core,actions,cli,rehearsal,scripts,test}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // GitHub's parsers import JSON without an attribute, which Node refuses; inlined, Vite loads it.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
  },
})
