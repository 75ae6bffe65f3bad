/**
 * How GitHub's runner ends a process (GitHub documentation, "Workflow cancellation"): SIGINT to the entry
 * process, SIGTERM after 7.5 s, and after another 2.5 s the process tree is killed. The seconds are virtual.
 */
import type { StepProcess } from './process.ts'
import type { Run } from './run.ts'

const grace = [
  { signal: 'SIGINT', milliseconds: 7500 },
  { signal: 'SIGTERM', milliseconds: 2500 },
] as const

export function interrupt(run: Run, process: StepProcess): Promise<void> {
  return run.holding(async () => {
    const exited = process.exited.then(() => 'exited' as const)
    for (const { signal, milliseconds } of grace) {
      await process.signal(signal)
      const timer = run.timers.after(milliseconds)
      const first = await run.conductor.idle(Promise.race([exited, timer.rung]))
      timer.clear()
      if (first === 'exited') return
    }
    process.kill()
  })
}
