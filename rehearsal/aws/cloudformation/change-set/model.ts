/** A change as DescribeChangeSet shows it (ResourceChange in the API Reference). */
export interface Change {
  PolicyAction?: string
  Action: 'Add' | 'Modify' | 'Remove'
  LogicalResourceId: string
  PhysicalResourceId?: string
  ResourceType: string
  Replacement?: 'True' | 'False' | 'Conditional'
  Scope: string[]
  Details: Detail[]
  BeforeContext?: string
  AfterContext?: string
}

export interface Detail {
  Target: {
    Attribute: string
    Name?: string
    RequiresRecreation: 'Never' | 'Conditionally' | 'Always'
    Path?: string
    BeforeValue?: string
    AfterValue?: string
    AttributeChangeType?: 'Add' | 'Remove' | 'Modify'
  }
  Evaluation: 'Static' | 'Dynamic'
  ChangeSource: 'DirectModification' | 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute' | 'Automatic'
  CausingEntity?: string
}
