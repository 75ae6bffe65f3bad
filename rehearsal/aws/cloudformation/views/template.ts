/** What ValidateTemplate and GetTemplateSummary say of a template. */
import { capabilityOf } from '../operations/template-source.ts'
import type { ParameterDeclaration, Template } from '../template/model.ts'
import { readTemplate } from '../template/read.ts'

export function descriptionOf(text: string): string | undefined {
  return text === '' ? undefined : readTemplate(text).Description
}

export function validationView(template: Template) {
  return {
    Parameters: Object.entries(template.Parameters).map(([key, declaration]) => ({
      ParameterKey: key,
      DefaultValue: defaultOf(declaration),
      NoEcho: String(declaration.NoEcho ?? false) === 'true',
      Description: declaration.Description,
    })),
    Description: template.Description,
    ...capabilitiesView(template),
    DeclaredTransforms: [],
  }
}

export function summaryView(template: Template) {
  const types = [...new Set(Object.values(template.Resources).map((resource) => resource.Type))].sort()
  return {
    Parameters: Object.entries(template.Parameters).map(([key, declaration]) => ({
      ParameterKey: key,
      DefaultValue: defaultOf(declaration),
      ParameterType: declaration.Type,
      NoEcho: String(declaration.NoEcho ?? false) === 'true',
      Description: declaration.Description,
      ParameterConstraints: { AllowedValues: (declaration.AllowedValues ?? []).map(String) },
    })),
    Description: template.Description,
    ...capabilitiesView(template),
    ResourceTypes: types,
    Version: '2010-09-09',
    ...(template.Metadata === undefined ? {} : { Metadata: JSON.stringify(template.Metadata) }),
    DeclaredTransforms: [],
  }
}

function defaultOf(declaration: ParameterDeclaration): string | undefined {
  return declaration.Default === undefined ? undefined : String(declaration.Default)
}

function capabilitiesView(template: Template) {
  const needed = capabilityOf(template)
  return needed === undefined
    ? { Capabilities: [] }
    : { Capabilities: [needed.capability], CapabilitiesReason: needed.reason }
}
