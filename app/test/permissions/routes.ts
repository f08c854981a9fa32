import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseAst } from 'vite';

const routesFolder = join(import.meta.dirname, '../../src/routes');
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'fallback']);

export interface RouteCall {
  readonly route: string;
  /** As in `PermissionRow`. */
  readonly call: string;
}

/** Every way in which a route can be called, read from the sources: each page, each handler, each form action. */
export function routeCalls(folder = routesFolder): readonly RouteCall[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const calls = new Map<string, RouteCall>();
  for (const file of files.sort()) {
    const route = `/${relative(folder, join(folder, dirname(file)))}`.replace(/\/$/, '') || '/';
    for (const call of callsOf(join(folder, file))) calls.set(`${call} ${route}`, { route, call });
  }
  return [...calls.values()];
}

function callsOf(file: string): readonly string[] {
  if (/\/\+page(@[^/]*)?\.svelte$/.test(file)) return ['GET'];
  if (file.endsWith('/+server.ts')) return exportsOf(file).flatMap(({ name }) => (methods.has(name) ? [name] : []));
  if (!file.endsWith('/+page.server.ts')) return [];
  const actions = exportsOf(file).find(({ name }) => name === 'actions');
  return ['GET', ...(actions ? actionNames(file, actions.value).map((name) => `?/${name}`) : [])];
}

/** The parts of an ESTree node that are looked at here. */
interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function nodesIn(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  return String(node['name'] ?? node['value']);
}

function exportsOf(file: string): readonly { readonly name: string; readonly value: unknown }[] {
  const program: unknown = parseAst(readFileSync(file, 'utf8'), { lang: 'ts' });
  const body = isNode(program) ? nodesIn(program['body']) : [];
  if (body.some(({ type }) => type === 'ExportAllDeclaration'))
    throw new Error(`${file} exports what can't be read here.`);
  return body
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap(({ declaration, specifiers }) => {
      if (!isNode(declaration))
        return nodesIn(specifiers).map(({ exported }) => ({ name: nameOf(exported), value: undefined }));
      if (declaration.type !== 'VariableDeclaration') return [{ name: nameOf(declaration['id']), value: undefined }];
      return nodesIn(declaration['declarations']).map(({ id, init }) => ({ name: nameOf(id), value: init }));
    });
}

function actionNames(file: string, value: unknown): readonly string[] {
  const object = isNode(value) && value.type === 'TSSatisfiesExpression' ? value['expression'] : value;
  const properties = isNode(object) && object.type === 'ObjectExpression' ? nodesIn(object['properties']) : undefined;
  // An action that isn't seen here would never be asked of anyone.
  if (!properties || properties.some(({ type, computed }) => type !== 'Property' || computed === true)) {
    throw new Error(`${file} doesn't name its form actions one by one.`);
  }
  return properties.map(({ key }) => nameOf(key));
}
