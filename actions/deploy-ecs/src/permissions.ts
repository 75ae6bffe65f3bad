import type { PermissionNeed } from '#core/action/permission.ts'

const service = 'arn:{partition}:ecs:{region}:{account}:service/{system}-{environment}/*'

export const permissions: readonly PermissionNeed[] = [
  {
    actions: ['ssm:GetParameters'],
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{system}/{environment}/*',
    reason: 'read the names of cluster and service that the stacks left',
  },
  {
    actions: ['ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions'],
    resource: '*',
    reason: 'read what runs, and find a revision that already is what is wanted; AWS knows no resource for these',
  },
  {
    actions: ['ecs:RegisterTaskDefinition', 'ecs:TagResource'],
    resource: 'arn:{partition}:ecs:{region}:{account}:task-definition/{system}-{environment}-*',
    reason: 'register the revision with the released images, with the tags of the one before',
  },
  {
    actions: ['iam:PassRole'],
    resource: 'arn:{partition}:iam::{account}:role/{system}-{environment}-task*',
    reason: 'a new revision names the task role and the execution role of the one before',
    condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  },
  {
    actions: ['ecs:DescribeServices', 'ecs:UpdateService', 'ecs:ListServiceDeployments'],
    resource: service,
    reason: 'read the service, start a rollout and find its id',
  },
  {
    actions: ['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'],
    resource: 'arn:{partition}:ecs:{region}:{account}:service-deployment/{system}-{environment}/*',
    reason: 'follow the rollout, and stop it or roll it back when the job is cancelled',
  },
  {
    actions: ['ecs:DescribeServiceRevisions'],
    resource: 'arn:{partition}:ecs:{region}:{account}:service-revision/{system}-{environment}/*',
    reason: 'tell the rollout from others, and read back the digests that run',
  },
  {
    actions: ['ecs:ListTasks'],
    resource: '*',
    reason: 'find the tasks that failed; ECS knows it by the cluster only',
    condition: {
      ArnEquals: { 'ecs:cluster': 'arn:{partition}:ecs:{region}:{account}:cluster/{system}-{environment}' },
    },
  },
  {
    actions: ['ecs:DescribeTasks'],
    resource: 'arn:{partition}:ecs:{region}:{account}:task/{system}-{environment}/*',
    reason: 'say why tasks failed, with exit codes',
  },
  {
    actions: ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'],
    resource: '*',
    reason: 'say which targets are unhealthy and how they are asked; AWS knows no resource for these',
  },
  {
    actions: ['logs:GetLogEvents'],
    resource: 'arn:{partition}:logs:{region}:{account}:log-group:/{system}/{environment}/*',
    reason: 'show the last log lines of the container that failed',
  },
  {
    actions: ['ecr:DescribeImages'],
    resource: 'arn:{partition}:ecr:{region}:{account}:repository/*',
    reason: 'resolve the tags of plain `images` to digests; of no use where images are given by digest',
  },
]
