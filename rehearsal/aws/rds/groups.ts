/** AWS::RDS::DBSubnetGroup, DBParameterGroup and DBClusterParameterGroup: names that databases refer to. */
import { alreadyExists, nameOf, need, requireProperty } from '../kernel/handlers.ts'
import { AwsError, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { rdsOf } from './records.ts'
import type { ParameterGroup } from './state.ts'

const subnetGroupHandler: ResourceHandler = {
  type: 'AWS::RDS::DBSubnetGroup',
  create(properties, context) {
    const { state, arn } = rdsOf(context)
    const name = nameOf(properties.DBSubnetGroupName, context, 255).toLowerCase()
    if (state.subnetGroups[name]) throw alreadyExists('AWS::RDS::DBSubnetGroup', name)
    need(context, ['rds:CreateDBSubnetGroup', 'rds:AddTagsToResource'], arn(`subgrp:${name}`))
    state.subnetGroups[name] = { name, ...subnets(properties) }
    return { physicalId: name, attributes: {} }
  },
  update(name, properties, _before, context) {
    const { state, arn } = rdsOf(context)
    need(context, ['rds:ModifyDBSubnetGroup'], arn(`subgrp:${name}`))
    state.subnetGroups[name] = { name, ...subnets(properties) }
    return { physicalId: name, attributes: {} }
  },
  remove(name, _properties, context) {
    const { state, arn } = rdsOf(context)
    need(context, ['rds:DeleteDBSubnetGroup'], arn(`subgrp:${name}`))
    const databases = [...Object.values(state.instances), ...Object.values(state.clusters)]
    if (databases.some((one) => String(one.properties.DBSubnetGroupName).toLowerCase() === name)) {
      throw new AwsError(
        'InvalidDBSubnetGroupStateFault',
        `Cannot delete the subnet group '${name}' because at least one database is still using it.`,
      )
    }
    delete state.subnetGroups[name]
  },
}

function subnets(properties: Properties) {
  const subnetIds: string[] = properties.SubnetIds ?? []
  if (new Set(subnetIds).size < 2) {
    const message =
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs."
    throw new AwsError('DBSubnetGroupDoesNotCoverEnoughAZs', message)
  }
  return { description: requireProperty(properties, 'DBSubnetGroupDescription'), subnetIds: [...subnetIds] }
}

function parameterGroupHandler(
  type: string,
  nameProperty: string,
  arnKind: string,
  groupsOf: (context: HandlerContext) => Record<string, ParameterGroup>,
): ResourceHandler {
  const verb = type.split('::')[2] ?? ''
  const body = (name: string, properties: Properties): ParameterGroup => ({
    name,
    family: requireProperty(properties, 'Family'),
    description: requireProperty(properties, 'Description'),
    parameters: Object.fromEntries(
      Object.entries(properties.Parameters ?? {}).map(([key, value]) => [key, String(value)]),
    ),
  })
  return {
    type,
    create(properties, context) {
      const name = nameOf(properties[nameProperty], context, 255).toLowerCase()
      if (groupsOf(context)[name]) throw alreadyExists(type, name)
      need(context, [`rds:Create${verb}`, `rds:Modify${verb}`], rdsOf(context).arn(`${arnKind}:${name}`))
      groupsOf(context)[name] = body(name, properties)
      return { physicalId: name, attributes: {} }
    },
    update(name, properties, _before, context) {
      need(context, [`rds:Modify${verb}`], rdsOf(context).arn(`${arnKind}:${name}`))
      groupsOf(context)[name] = body(name, properties)
      return { physicalId: name, attributes: {} }
    },
    remove(name, _properties, context) {
      need(context, [`rds:Delete${verb}`], rdsOf(context).arn(`${arnKind}:${name}`))
      delete groupsOf(context)[name]
    },
  }
}

export const groupHandlers: ResourceHandler[] = [
  subnetGroupHandler,
  parameterGroupHandler(
    'AWS::RDS::DBParameterGroup',
    'DBParameterGroupName',
    'pg',
    (c) => rdsOf(c).state.parameterGroups,
  ),
  parameterGroupHandler(
    'AWS::RDS::DBClusterParameterGroup',
    'DBClusterParameterGroupName',
    'cluster-pg',
    (c) => rdsOf(c).state.clusterParameterGroups,
  ),
]
