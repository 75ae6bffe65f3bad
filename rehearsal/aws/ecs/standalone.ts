/** Tasks of RunTask: no service looks after them, so each plans its own events. */
import type { Ecs, Task } from './state.ts'
import { advanceTask } from './tasks.ts'

export function planStandalone(context: Ecs, task: Task): void {
  if (task.nextAt === undefined) return
  context.schedule(task.nextAt - context.now, 'task', { task: task.arn, at: task.nextAt })
}

/** A plan that was overtaken (the task was stopped meanwhile) does nothing. */
export async function moveStandalone(context: Ecs, arn: string, at: number): Promise<void> {
  const task = context.state.tasks[arn]
  if (task === undefined || task.nextAt !== at) return
  await advanceTask(context, task)
  planStandalone(context, task)
}
