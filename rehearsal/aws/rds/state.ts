/** What RDS keeps of an account and Region. */

export interface Endpoint {
  address: string
  port: number
}

/** What an instance and a cluster have in common. */
export interface DatabaseRecord {
  identifier: string
  arn: string
  resourceId: string
  engine: string
  engineVersion: string
  status: 'creating' | 'available' | 'modifying'
  createdAt: number
  masterUsername: string
  /** Absent where Secrets Manager keeps it. */
  masterPassword?: string
  masterSecretArn?: string
  databaseName: string
  endpoint: Endpoint
  deletionProtection: boolean
  parameterGroup?: string
  /** The template's properties without the password. */
  properties: Record<string, unknown>
  tags: Record<string, string>
}

export interface DbInstance extends DatabaseRecord {
  /** The cluster that it is a member of; its server is the cluster's. */
  cluster?: string
}

export interface RdsState {
  /** All by identifier, which is lower case. */
  instances: Record<string, DbInstance>
  clusters: Record<string, DatabaseRecord>
  subnetGroups: Record<string, { name: string; description: string; subnetIds: string[] }>
  parameterGroups: Record<string, ParameterGroup>
  clusterParameterGroups: Record<string, ParameterGroup>
  snapshots: Record<string, { name: string; database: string; createdAt: number }>
}

export interface ParameterGroup {
  name: string
  family: string
  description: string
  parameters: Record<string, string>
}
