/**
 * From evidence to a probable cause in words and the next step. Pure: a table, asked in order, most telling first.
 * The texts looked for are those of the ECS Developer Guide, "Stopped tasks error messages" and "Service event messages",
 * and of the Elastic Load Balancing guide, "Health checks for target groups".
 */
export interface Evidence {
  /** Why tasks and containers stopped. */
  stopped: readonly string[]
  exitCodes: readonly number[]
  events: readonly string[]
  targets: readonly string[]
  log: readonly string[]
  triggeredAlarms: readonly string[]
  failingContainer: string | undefined
  /** New tasks run, and old ones are still there. */
  waitsForOldTasks: boolean
}

export interface Explanation {
  cause: string
  nextStep: string
}

interface Rule {
  where: 'stopped' | 'events' | 'targets' | 'log' | 'health'
  pattern: RegExp
  cause: string
  nextStep: string
}

const rules: readonly Rule[] = [
  {
    where: 'stopped',
    pattern: /toomanyrequests|pull rate limit/i,
    cause: 'The registry limits how often images may be pulled.',
    nextStep: 'Use an authenticated pull or a copy of the image in ECR (pull-through cache).',
  },
  {
    where: 'stopped',
    pattern: /CannotPullContainerError.*(does not match the specified platform|no matching manifest)/is,
    cause: 'The image is not built for the CPU architecture or operating system of the task.',
    nextStep: 'Build the image for the task definition’s runtimePlatform, or correct runtimePlatform.',
  },
  {
    where: 'stopped',
    pattern: /CannotPullContainerError.*(403|no basic auth|denied|not authorized|unauthorized)/is,
    cause: 'The execution role may not pull the image.',
    nextStep:
      'Give the execution role ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repository, and the repository a policy for this account.',
  },
  {
    where: 'stopped',
    pattern: /CannotPullContainerError.*(i\/o timeout|deadline exceeded|dial tcp|connection timed out)/is,
    cause: 'The task has no network path to the image registry.',
    nextStep: 'Give its subnets a NAT gateway or VPC endpoints (ecr.api, ecr.dkr, s3), or assign a public IP address.',
  },
  {
    where: 'stopped',
    pattern: /CannotPullContainerError/is,
    cause: 'The image cannot be pulled: it does not exist in the registry, or not under this digest.',
    nextStep:
      'Check that the image was pushed to the repository that the task definition names, and that no lifecycle policy deleted it.',
  },
  {
    where: 'stopped',
    pattern: /unable to pull secrets.*AccessDenied|unable to retrieve secret.*AccessDenied|ssm.*AccessDenied/is,
    cause: 'The execution role may not read a secret of the task.',
    nextStep:
      'Give the execution role secretsmanager:GetSecretValue or ssm:GetParameters (and kms:Decrypt) on what `secrets` names.',
  },
  {
    where: 'stopped',
    pattern: /did not contain json key/i,
    cause: 'A secret exists, but has not the key that the task definition asks for.',
    nextStep: 'Correct the key in `secrets`, or add it to the secret.',
  },
  {
    where: 'stopped',
    pattern: /unable to (?:pull secrets|retrieve secret).*(?:ResourceNotFoundException|invalid ssm parameters)/is,
    cause: 'A secret or parameter that the task needs does not exist.',
    nextStep: 'Create it, or correct its name in `secrets` of the task definition.',
  },
  {
    where: 'stopped',
    pattern: /unable to (?:pull secrets|retrieve secret)/i,
    cause: 'A secret of the task could not be read.',
    nextStep:
      'Look at the reason above: the secret’s name, the execution role, or the network path to Secrets Manager.',
  },
  {
    where: 'stopped',
    pattern: /failed to validate logger args|failed to create Cloudwatch log stream/i,
    cause: 'The log group of the task does not exist, or its execution role may not write to it.',
    nextStep: 'Create the log group and give the execution role logs:CreateLogStream and logs:PutLogEvents.',
  },
  {
    where: 'stopped',
    pattern: /unable to assume (?:the )?role|ECS was unable to assume/i,
    cause: 'ECS may not assume a role of the task.',
    nextStep: 'Let the role’s trust policy name ecs-tasks.amazonaws.com.',
  },
  {
    where: 'stopped',
    pattern: /OutOfMemory|out of memory/i,
    cause: 'The container ran out of memory.',
    nextStep: 'Raise the memory of the task or container, or find what uses it up.',
  },
  {
    where: 'log',
    pattern: /exec format error/i,
    cause: 'The image is built for another CPU architecture.',
    nextStep: 'Build the image for the task definition’s runtimePlatform.',
  },
  {
    where: 'log',
    pattern: /(?:no such file or directory|executable file not found)/i,
    cause: 'The command of the container does not exist in the image.',
    nextStep: 'Check entryPoint and command of the task definition against the image.',
  },
  {
    where: 'events',
    pattern: /Capacity is unavailable at this time|unable to place a task/i,
    cause: 'There is no capacity to place new tasks.',
    nextStep:
      'Try again later, spread the service over more zones, or add capacity (instances, FARGATE beside FARGATE_SPOT).',
  },
  {
    where: 'events',
    pattern: /insufficient free addresses|not enough free addresses/i,
    cause: 'The subnets have no free IP addresses.',
    nextStep: 'Use larger or more subnets for the service.',
  },
  {
    where: 'health',
    pattern: /Health checks failed with these codes: \[(404|405)\]/i,
    cause: 'The load balancer asks for a path that the new version does not answer.',
    nextStep: 'Make the health check’s path and the application agree.',
  },
  {
    where: 'health',
    pattern: /Health checks failed with these codes: \[(30\d)\]/i,
    cause: 'The health check’s path answers with a redirect, which does not count as healthy.',
    nextStep: 'Point the health check at a path that answers 200, or accept the code.',
  },
  {
    where: 'health',
    pattern: /Health checks failed with these codes: \[(\d+)\]/i,
    cause: 'The new version starts, but answers its health check with an error.',
    nextStep: 'Read its last log lines for what it lacks (often a dependency, a setting or a migration).',
  },
  {
    where: 'health',
    pattern: /Request timed out|Target\.Timeout|Health checks failed(?! with)/i,
    cause: 'The new version does not answer its health check in time.',
    nextStep:
      'Check that it listens on the container port and on 0.0.0.0, that the security group lets the load balancer in, and that it starts within the grace period.',
  },
  {
    where: 'stopped',
    pattern: /failed container health checks/i,
    cause: 'The container’s own health check command fails.',
    nextStep: 'Run the command of `healthCheck` in the image, and check its start period.',
  },
  {
    where: 'stopped',
    pattern: /failed ELB health checks/i,
    cause: 'The load balancer finds the new tasks unhealthy.',
    nextStep: 'Check the path, port and grace period of the health check, and the last log lines.',
  },
]

/** Undefined where the evidence points nowhere. */
export function probableCause(evidence: Evidence): Explanation | undefined {
  const texts = {
    stopped: evidence.stopped,
    events: evidence.events,
    targets: evidence.targets,
    log: evidence.log,
    health: [...evidence.events, ...evidence.targets],
  }
  const fitting = rules.find(({ where, pattern }) => texts[where].some((text) => pattern.test(text)))
  if (fitting) return { cause: fitting.cause, nextStep: fitting.nextStep }
  return byAlarm(evidence) ?? byExitCode(evidence) ?? byDraining(evidence)
}

function byAlarm({ triggeredAlarms }: Evidence): Explanation | undefined {
  if (triggeredAlarms.length === 0) return undefined
  return {
    cause: `The rollback alarm ${triggeredAlarms.join(', ')} went red while the new version was rolled out.`,
    nextStep: 'Look at the metric of the alarm around that time: the new version did it, or something beside it.',
  }
}

// 128 + signal, as shells and Docker report it; 126 and 127 are the shell's own.
const exitCauses: Record<number, string> = {
  126: 'its command could not be executed',
  127: 'its command does not exist in the image',
  134: 'it aborted itself (SIGABRT)',
  137: 'it was killed (SIGKILL): out of memory, or it did not stop in time',
  139: 'it crashed with a memory fault (SIGSEGV)',
  143: 'it was told to stop (SIGTERM)',
}

function byExitCode({ exitCodes, failingContainer }: Evidence): Explanation | undefined {
  const code = exitCodes.find((each) => each !== 0) ?? exitCodes[0]
  if (code === undefined) return undefined
  const known = exitCauses[code]
  const what =
    known ?? (code === 0 ? 'it ended by itself, and a service has to keep running' : 'it ended with an error')
  return {
    cause: `The container ${failingContainer ?? ''} exits with code ${code} soon after it starts: ${what}.`.replace(
      '  ',
      ' ',
    ),
    nextStep: 'Read its last log lines, correct the release and deploy again.',
  }
}

function byDraining({ waitsForOldTasks }: Evidence): Explanation | undefined {
  if (!waitsForOldTasks) return undefined
  return {
    cause: 'The new tasks run, but the old ones are still draining their connections.',
    nextStep:
      'Lower the target group’s deregistration delay or the container’s stopTimeout, or allow the rollout more minutes.',
  }
}
