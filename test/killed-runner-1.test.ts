import { afterAll, beforeAll, expect, test } from 'vitest'
import { dispose, type Killing, killAndRunAgain, killPoints, prepare } from './killed-runner.ts'

let killing: Killing
beforeAll(async () => {
  killing = await prepare()
})
afterAll(async () => {
  await dispose(killing)
})

test('lost at every even AWS call of the deploy job: the next run converges, and rolls out once', async () => {
  const points = killPoints(killing).filter((_, index) => index % 2 === 0)

  for (const point of points) await killAndRunAgain(killing, point)

  expect(points.length).toBeGreaterThan(15)
}, 900_000)
