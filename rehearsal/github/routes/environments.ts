/** GitHub documentation, "REST API endpoints for deployment environments" and "… for GitHub Actions variables". */
import { notFound, page, type Route, type RouteRequest } from '../router.ts'
import type { EnvironmentRecord } from '../state.ts'
import { environmentView, time } from '../views.ts'

export const environmentRoutes: Route[] = [
  {
    method: 'GET',
    path: '/environments',
    permissions: [{ scope: 'actions', access: 'read' }],
    run({ github, ...request }) {
      const { environments } = github.state
      return page({ github, ...request }, environments, (items) => ({
        total_count: environments.length,
        environments: items.map((item) => environmentView(github, item)),
      }))
    },
  },
  {
    method: 'GET',
    path: '/environments/{name}',
    permissions: [{ scope: 'actions', access: 'read' }],
    run: (request) => ({ status: 200, body: environmentView(request.github, environmentOf(request)) }),
  },
  {
    method: 'GET',
    path: '/environments/{name}/deployment-branch-policies',
    permissions: [{ scope: 'actions', access: 'read' }],
    run(request) {
      const environment = environmentOf(request)
      const branches = environment.branches ?? []
      return page(request, branches, (items) => ({
        total_count: branches.length,
        branch_policies: items.map((name, index) => ({ id: environment.id * 100 + index, name, type: 'branch' })),
      }))
    },
  },
  ...variableRoutes('/actions/variables', ({ github }) => github.state.variables),
  ...variableRoutes('/environments/{environment}/variables', (request) => {
    const environment = request.github.environment(request.params.environment ?? '')
    if (!environment) throw notFound()
    return environment.variables
  }),
]

/** GITHUB_TOKEN never has the `variables` and `environments` permissions that these need. */
function variableRoutes(path: string, variables: (request: RouteRequest) => Record<string, string>): Route[] {
  function view(request: RouteRequest, [name, value]: [string, string]) {
    const at = time(Date.parse(request.github.repository.createdAt))
    return { name, value, created_at: at, updated_at: at }
  }
  return [
    {
      method: 'GET',
      path,
      permissions: [],
      peopleOnly: true,
      run(request) {
        const all = Object.entries(variables(request))
        return page(request, all, (items) => ({
          total_count: all.length,
          variables: items.map((item) => view(request, item)),
        }))
      },
    },
    {
      method: 'GET',
      path: `${path}/{variable}`,
      permissions: [],
      peopleOnly: true,
      run(request) {
        const found = Object.entries(variables(request)).find(
          ([name]) => name.toUpperCase() === request.params.variable?.toUpperCase(),
        )
        if (!found) throw notFound()
        return { status: 200, body: view(request, found) }
      },
    },
  ]
}

function environmentOf(request: RouteRequest): EnvironmentRecord {
  const environment = request.github.environment(request.params.name ?? '')
  if (!environment) throw notFound()
  return environment
}
