/** All services of the simulated account. */
import { applicationAutoscaling } from './applicationautoscaling/room.ts'
import { cloudformation } from './cloudformation/room.ts'
import { cloudfront } from './cloudfront/room.ts'
import { cloudwatch } from './cloudwatch/room.ts'
import { ec2 } from './ec2/room.ts'
import { ecr } from './ecr/room.ts'
import { ecs } from './ecs/room.ts'
import { elbv2 } from './elbv2/room.ts'
import { iam } from './iam/room.ts'
import type { Room } from './kernel/types.ts'
import { kms } from './kms/room.ts'
import { logs } from './logs/room.ts'
import { rds } from './rds/room.ts'
import { s3 } from './s3/room.ts'
import { secretsmanager } from './secretsmanager/room.ts'
import { sns } from './sns/room.ts'
import { ssm } from './ssm/room.ts'
import { sts } from './sts/room.ts'

export const rooms: Room[] = [
  sts,
  iam,
  kms,
  ssm,
  secretsmanager,
  s3,
  ecr,
  logs,
  cloudwatch,
  cloudfront,
  sns,
  rds,
  elbv2,
  ecs,
  applicationAutoscaling,
  ec2,
  cloudformation,
]
